"""The short way: it says what the long way says, and imports next to nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from pprint import pformat

import pytest
from corpus import cases

from poollint import quick, shipped
from poollint.catalogue import TWIN, _shipped, load_catalogue, twin_text
from poollint.engine import MAX_BYTES
from poollint.quick import nothing_to_find
from poollint.rules import RULES
from poollint.suppress import MARK

HEAD = '"""What `poollint.quick` knows of the catalogue and the rules; made by `pytest --bless`."""\n\n'


def test_the_twin_of_the_catalogue_says_what_its_files_say(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--bless"):
        TWIN.write_text(twin_text(), encoding="utf-8")
        _shipped.cache_clear()
    assert TWIN.read_text(encoding="utf-8") == twin_text()


def test_the_shipped_facts_are_those_of_the_catalogue(request: pytest.FixtureRequest) -> None:
    rules = {code: rule.name for code, rule in sorted(RULES.items())}
    facts = load_catalogue().sieve_facts()
    text = (
        f"{HEAD}from poollint.sieve import Facts\n\n# fmt: off\n# ruff: noqa\n"
        f"FACTS = Facts(\n    {pformat(facts.verbs, 100)},\n    {facts.names!r},\n"
        f"    {pformat(facts.block, 100)},\n    {pformat(facts.factory, 100)},\n"
        f"    {pformat(facts.modules, width=100, sort_dicts=False)},\n    {facts.nouns!r},\n)\n\n"
        f"RULES: dict[str, str] = {pformat(rules, width=100)}\n"
    )
    path = Path(shipped.__file__)
    if request.config.getoption("--bless"):
        path.write_text(text)
    assert path.read_text() == text


def test_it_looks_for_what_the_long_way_looks_for() -> None:
    assert (MARK.encode(), MAX_BYTES) == (quick.IGNORE_MARK, quick.MOST_BYTES)


def test_no_case_of_the_corpus_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "case.py"
    for case in cases():
        if any(one.word == "error" for one in case.verdicts) and "config" not in case.headers:
            file.write_bytes(case.path.read_bytes())
            assert not nothing_to_find(["check", "case.py"]), case.path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "db.py").write_text("import os\n")
    (tmp_path / "app.py").write_text("import db\n\nprint(db.os)\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POOLLINT_NO_CACHE", raising=False)
    return tmp_path


def test_plain_files_are_passed(project: Path) -> None:
    assert nothing_to_find(["check", "--force-exclude", "app.py", "db.py"])
    assert not quick.is_quiet(["check", "app.py"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["rule", "app.py"],
        ["check"],
        ["check", "."],
        ["check", "-"],
        ["check", "missing.py"],
        ["check", "app.py", "--select", "POOL1"],
        ["check", "app.py", "--show-files"],
        ["check", "--fix", "app.py"],
    ],
)
def test_what_is_not_plain_takes_the_long_way(project: Path, arguments: list[str]) -> None:
    assert not nothing_to_find(arguments)


@pytest.mark.parametrize(
    "text",
    [
        "conn = pool.getconn()\n",
        "from db import take\n# poollint: ignore[POOL101] reason\n",
        "import other\n\nother.take()\n",
    ],
)
def test_what_may_matter_takes_the_long_way(project: Path, text: str) -> None:
    (project / "other.py").write_text("def take(pool):\n    return pool.getconn()\n")
    (project / "app.py").write_text(text)
    assert not nothing_to_find(["check", "app.py"])


@pytest.mark.parametrize(
    ("settings", "plain"),
    [
        ("", True),
        ('ignore = ["POOL1"]\nsrc = ["lib"]', True),
        ('select = ["use-after-release", "ALL"]', True),
        ('per-file-ignores = { "a.py" = ["POOL101"] }', True),
        ('ignore = ["POOL1O1"]', False),
        ('ignroe = ["POOL101"]', False),
        ("ignore = 3", False),
        ('output-format = "json"', False),
        ("fix = true", False),
        ('[tool.poollint.pools.app]\nacquire = ["db.take"]', False),
        ("[", False),
    ],
)
@pytest.mark.skipif(sys.version_info < (3, 11), reason="without tomllib settings are never plain")
def test_settings(project: Path, settings: str, plain: bool) -> None:
    (project / "pyproject.toml").write_text(f"[tool.poollint]\n{settings}\n")
    assert nothing_to_find(["check", "app.py"]) is plain


def test_the_short_way_imports_next_to_nothing(project: Path) -> None:
    command = (
        "import sys; before = set(sys.modules); sys.argv = ['poollint', 'check', 'app.py'];"
        "from poollint.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, *sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True, cwd=project
    )
    code, *modules = done.stdout.split()
    assert (code, done.stderr) == ("0", "No problems found.\n")
    ours = {name for name in modules if name.partition(".")[0] == "poollint"}
    assert ours == {
        "poollint",
        "poollint.__main__",
        "poollint.imports",
        "poollint.layout",
        "poollint.quick",
        "poollint.shipped",
        "poollint.sieve",
    }
    assert not {"click", "libcst", "typing", "dataclasses", "inspect", "pathlib", "ast"} & set(modules)
