"""Summaries as a file: what a run with them finds is what a run over all files finds, or it is refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from corpus import ROOT

PROJECTS = sorted(path for path in (ROOT / "projects").iterdir() if path.is_dir())
DATABASE = """\
def tidy(pool, conn):
    pool.putconn(conn)
"""
MAIN = """\
from app import db


def handle(pool):
    conn = pool.getconn()
    db.tidy(pool, conn)
    conn.execute("select 1")
"""


def command(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.run(
        [sys.executable, "-m", "poollint", *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "POOLLINT_NO_CACHE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def found(folder: Path, *args: str) -> list[dict[str, object]]:
    done = command(folder, "check", "--output-format", "json", "--select", "ALL", *args)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "pyproject.toml").write_text("[tool.poollint]\n")
    (tmp_path / "app" / "__init__.py").write_text("")
    (tmp_path / "app" / "db.py").write_text(DATABASE)
    (tmp_path / "main.py").write_text(MAIN)
    return tmp_path


@pytest.mark.parametrize("project", PROJECTS, ids=lambda project: project.name)
def test_each_file_alone_with_summaries_of_the_others_has_the_findings_of_the_whole(
    project: Path, tmp_path: Path
) -> None:
    whole_place = tmp_path / "whole"
    shutil.copytree(project, whole_place)
    (whole_place / ".git").mkdir()
    whole = found(whole_place, ".")
    assert whole
    files = sorted(path.relative_to(whole_place) for path in whole_place.rglob("*.py"))
    single = []
    alone = tmp_path / "alone"
    for number, file in enumerate(files):
        kept = str(tmp_path / f"{number}.json")
        others = [str(other) for other in files if other != file]
        done = command(whole_place, "summarize", *others, "-o", kept)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        (alone / ".git").mkdir(parents=True)
        for declared in whole_place.glob("*.t*t"):
            shutil.copy(declared, alone)
        (alone / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(whole_place / file, alone / file)
        single += found(alone, str(file), "--summaries", kept)
        shutil.rmtree(alone)
    key = lambda one: json.dumps(one, sort_keys=True)  # noqa: E731
    assert sorted(single, key=key) == sorted(whole, key=key)


def test_one_file_of_summaries_for_each_file(app: Path) -> None:
    whole = found(app, ".")
    assert [one["code"] for one in whole] == ["POOL101"]
    for name in ("app/__init__.py", "app/db.py"):
        assert command(app, "summarize", name, "-o", f"{Path(name).stem}.json").returncode == 0
    picture = command(app, "check", "main.py").stdout
    shutil.rmtree(app / "app")
    assert found(app, "main.py") == []
    several = ("--summaries", "__init__.json", "--summaries", "db.json")
    assert found(app, "main.py", *several) == whole
    assert command(app, "check", "main.py", *several).stdout == picture
    assert command(app, "check", "-", "--stdin-filename", "main.py", *several).returncode == 0


def test_summaries_are_the_same_whoever_writes_them(app: Path, tmp_path: Path) -> None:
    first = command(app, "summarize").stdout
    other = tmp_path / "other"
    shutil.copytree(app, other, ignore=shutil.ignore_patterns("other"))
    assert command(other, "summarize", "main.py", "app").stdout == first
    assert sorted(json.loads(first)["files"]) == ["app/__init__.py", "app/db.py", "main.py", "pyproject.toml"]


def refused(app: Path, text: str | None = None) -> str:
    if text is not None:
        (app / "known.json").write_text(text)
    done = command(app, "check", "main.py", "--summaries", "known.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    return done.stderr.removeprefix("poollint: error: ").strip()


def test_what_is_no_summary_is_refused(app: Path) -> None:
    assert refused(app) == "known.json: cannot be read: no such file or directory"
    for text in (
        "",
        "{",
        "[1]",
        "[" * 100_000,
        '{"files": {}}',
        "\udcff".encode("utf-8", "replace").decode(),
    ):
        assert refused(app, text) == "known.json: holds no summaries"
    assert (
        refused(app, '{"poollint-summaries": 2}') == "known.json: was written by another version of poollint"
    )
    good = json.loads(command(app, "summarize", "app").stdout)
    for change in (
        {"files": []},
        {"files": {"app/db.py": {}}},
        {"files": {"app/db.py": {**good["files"]["app/db.py"], "text": "?"}}},
        {"files": {"app/db.py": {**good["files"]["app/db.py"], "imports": "x"}}},
        {"files": {"app/db.py": {**good["files"]["app/db.py"], "digest": "00"}}},
        {"files": {"app/db.py": good["files"]["app/__init__.py"] | {"digest": "00" * 16}}},
    ):
        assert refused(app, json.dumps(good | change)) == "known.json: its summaries are damaged"


def test_what_has_changed_since_is_refused(app: Path) -> None:
    command(app, "summarize", "app", "-o", "known.json")
    (app / "app" / "db.py").write_text(DATABASE + "\n")
    said = "known.json: outdated: `app/db.py` has changed since; run `poollint summarize` again"
    assert refused(app) == said
    (app / "app" / "db.py").unlink()
    assert len(found(app, "main.py", "--summaries", "known.json")) == 1


def test_what_lacks_something_is_refused(app: Path) -> None:
    command(app, "summarize", "main.py", "-o", "known.json")
    (app / "app" / "db.py").unlink()
    assert refused(app) == "known.json: `main.py` imports `app/db.py`, of which there are no summaries"


def test_what_says_two_things_is_refused(app: Path) -> None:
    command(app, "summarize", "app", "-o", "known.json")
    (app / "app" / "db.py").write_text(DATABASE + "\n")
    command(app, "summarize", "app", "-o", "other.json")
    (app / "app" / "db.py").unlink()
    done = command(app, "check", "main.py", "--summaries", "known.json", "--summaries", "other.json")
    assert done.returncode == 2
    assert "other.json: says something else of `app/db.py` than another file of summaries" in done.stderr


def test_what_can_not_be_read_is_told(app: Path) -> None:
    done = command(app, "summarize", "missing.py", "app")
    assert done.returncode == 2
    assert done.stderr == "poollint: error: missing.py: no such file or folder\n"
    assert "app/db.py" in json.loads(done.stdout)["files"]
