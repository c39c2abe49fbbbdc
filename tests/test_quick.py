"""The short way: it says what the long way says, and imports next to nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from pprint import pformat

import pytest
from corpus import cases
from wrapped_pool import WRAPPER

from poollint import quick, shipped, shown
from poollint.catalogue import TWIN, _shipped, load_catalogue, twin_text
from poollint.engine import MAX_BYTES
from poollint.quick import plain_run
from poollint.rules import RULES
from poollint.seen import Basis
from poollint.suppress import MARK

HEAD = '"""What `poollint.quick` knows of the catalogue and the rules; made by `pytest --bless`."""\n\n'


def nothing_to_find(arguments: list[str]) -> bool:
    """Whether the run ends at once and says nothing."""
    run = plain_run(arguments)
    return run is not None and run.answer() == []


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
        f"FACTS = Facts(\n    {pformat(facts.verbs, 100)},\n    {facts.names!r},\n    {facts.depends!r},\n"
        f"    {pformat(facts.block, 100)},\n    {pformat(facts.factory, 100)},\n"
        f"    {pformat(facts.modules, width=100, sort_dicts=False)},\n    {facts.nouns!r},\n"
        f"    {pformat(facts.pairs, width=100)},\n    {pformat(facts.closing, width=100)},\n)\n\n"
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


SHORT = {
    "poollint",
    "poollint.__main__",
    "poollint.imports",
    "poollint.layout",
    "poollint.quick",
    "poollint.shipped",
    "poollint.sieve",
}
"""All that the short way imports of ours."""
HEAVY = {"ast", "click", "dataclasses", "inspect", "json", "libcst", "pathlib", "sqlite3"}


def command(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A run of the command that also prints, as the last line, which modules it imported."""
    code = (
        "import sys; before = set(sys.modules)\n"
        "from poollint.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: print(end.code, *sorted(set(sys.modules) - before))"
    )
    settings = {name: value for name, value in os.environ.items() if not name.startswith("POOLLINT_")}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**settings, "PYTHONIOENCODING": "utf-8", **environment},
    )


def parts(done: subprocess.CompletedProcess[str]) -> tuple[str, set[str]]:
    """All that a run said, with its exit code, and the modules of it."""
    *lines, last = done.stdout.splitlines(keepends=True)
    code, *modules = last.split()
    return "".join([*lines, done.stderr, code]), set(modules)


def test_the_short_way_imports_next_to_nothing(project: Path) -> None:
    told, modules = parts(command("check", "app.py"))
    assert told == "No problems found.\n0"
    assert {name for name in modules if name.partition(".")[0] == "poollint"} == SHORT
    assert not HEAVY & modules


# What an earlier run printed

FAULTY = """
from db import database


def load(row):
    conn = database.take()
    database.give(conn)
    conn.insert(row)  # "ü"
"""


@pytest.fixture
def faulty(project: Path) -> Path:
    (project / "db.py").write_text(WRAPPER)
    (project / "app.py").write_text(FAULTY, encoding="utf-8")
    (project / "plain.py").write_text("import os\n")
    (project / "pyproject.toml").write_text("[tool.poollint]\n")
    return project


def is_short(modules: set[str]) -> bool:
    return not HEAVY & modules


def test_a_cached_run_imports_next_to_nothing(faulty: Path) -> None:
    first, modules = parts(command("check", "app.py", "db.py", "plain.py"))
    assert not is_short(modules)
    assert first.endswith("Found 1 problem in 1 file (1 fixable with --unsafe-fixes).\n1")
    second, modules = parts(command("check", "app.py", "db.py", "plain.py"))
    assert second == first
    assert is_short(modules)
    ours = {name for name in modules if name.partition(".")[0] == "poollint"}
    assert ours - SHORT == {"poollint.seen", "poollint.shown"}


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["-q"],
        ["--force-exclude", "--exit-zero"],
        ["--output-format", "concise"],
        ["--output-format=github"],
        ["--select", "ALL", "--color", "always"],
        ["--ignore", "POOL101"],
        ["--isolated"],
    ],
)
def test_it_prints_the_same_again(faulty: Path, options: list[str]) -> None:
    (faulty / "other.py").write_text(
        "def f(pool):\n    c = pool.getconn()\n    pool.putconn(c)\n    c.ping()\n"
    )
    arguments = ["check", *options, "other.py", "app.py"]
    first, modules = parts(command(*arguments))
    second, again = parts(command(*arguments))
    assert (is_short(modules), is_short(again)) == (False, True)
    assert second == first
    apart, _ = parts(command(*arguments, "--no-cache"))
    assert apart == first


def _touch(project: Path) -> None:
    (project / "app.py").touch()


def _change_the_file(project: Path) -> None:
    (project / "app.py").write_text(FAULTY.replace("conn.insert(row)", "row.save()"), encoding="utf-8")


def _change_an_import(project: Path) -> None:
    (project / "db.py").write_text(WRAPPER.replace("self._pool.putconn(conn)", "conn.check()"))


def _hide_an_import(project: Path) -> None:
    (project / "db").mkdir()
    (project / "db" / "__init__.py").write_text(WRAPPER.replace("putconn", "check"))


def _change_settings(project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.poollint]\nignore = ["POOL101"]\n')


def _exclude(project: Path) -> None:
    (project / ".gitignore").write_text("app.py\n")


@pytest.mark.parametrize(
    ("change", "short"),
    [
        (_touch, True),
        (_change_the_file, False),
        (_change_an_import, False),
        (_hide_an_import, False),
        (_change_settings, False),
        (_exclude, False),
    ],
)
def test_what_has_changed_is_looked_at_again(
    faulty: Path, change: Callable[[Path], None], short: bool
) -> None:
    arguments = ["check", "--force-exclude", "app.py"]
    command(*arguments)
    change(faulty)
    told, modules = parts(command(*arguments))
    assert is_short(modules) is short
    assert told == parts(command(*arguments, "--no-cache"))[0]


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [
        (["app.py", "--output-format", "json"], {}),
        (["app.py", "--statistics"], {}),
        (["app.py", "-v"], {}),
        (["."], {}),
        (["app.py"], {"POOLLINT_NO_CACHE": "1"}),
        (["app.py", "missing.py"], {}),
    ],
)
def test_what_is_not_kept_is_made_again(
    faulty: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    command("check", *arguments, **environment)
    assert not is_short(parts(command("check", *arguments, **environment))[1])


def test_the_looks_of_the_terminal_count(faulty: Path) -> None:
    plain, _ = parts(command("check", "app.py"))
    colored, modules = parts(command("check", "app.py", FORCE_COLOR="1"))
    assert not is_short(modules)
    assert "\x1b[" in colored and "\x1b[" not in plain
    assert parts(command("check", "app.py", FORCE_COLOR="1")) == (
        colored,
        parts(command("check", "app.py"))[1],
    )


@pytest.mark.parametrize("text", ["", "poollint 1\nfull 1 0 0\n0 0\n\x1b[2J", "poollint 1\nfull x\n", "\0"])
def test_an_entry_that_is_none_is_passed_by(faulty: Path, text: str) -> None:
    first, _ = parts(command("check", "app.py"))
    entries = list((faulty / ".poollint_cache" / "shown").iterdir())
    assert len(entries) == 1
    entries[0].write_text(text)
    second, modules = parts(command("check", "app.py"))
    assert second == first
    assert not is_short(modules)


def test_the_cache_can_be_elsewhere(faulty: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = str(tmp_path_factory.mktemp("cache"))
    first, _ = parts(command("check", "app.py", POOLLINT_CACHE_DIR=folder))
    second, modules = parts(command("check", "app.py", POOLLINT_CACHE_DIR=folder))
    assert (second, is_short(modules)) == (first, True)
    assert not (faulty / ".poollint_cache").exists()


def test_only_so_many_entries_are_kept(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = shown.Shelf(str(faulty), str(faulty))
    monkeypatch.setattr(shown, "_MOST_ENTRIES", 3)
    one = shown.Shown("concise", "", 0, 0, 0)
    for number in range(4):
        shelf.keep(f"{number}", one, Basis({}, {}))
    assert [shelf.find(f"{number}") for number in range(4)] == [None, None, None, one]
