"""The cache: the same answer with it as without, whatever was changed, broken or moved in between."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from wrapped_pool import WRAPPER

from poollint import engine
from poollint.batch import check_files
from poollint.cache import Cache, default_folder
from poollint.cli.clean import clean as command
from poollint.config import ConfigFinder
from poollint.discovery import discover
from poollint.engine import Engine, Report, shipped_parts

CALLER = """
from db import database


def load(row):
    conn = database.take()
    database.give(conn)
    conn.insert(row)
"""
OTHER = """
def load(pool, row):
    conn = pool.getconn()
    pool.putconn(conn)
    return conn.insert(row)
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.poollint]\n")
    (tmp_path / "db.py").write_text(WRAPPER)
    (tmp_path / "caller.py").write_text(CALLER)
    (tmp_path / "other.py").write_text(OTHER)
    (tmp_path / "plain.py").write_text("import os\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(
    paths: Iterable[str] = (".",), *, cached: bool = True, meddle: Callable[[str], None] = lambda name: None
) -> tuple[Report, list[str]]:
    """The report, and the names of the files that were analysed for it, each after `meddle` was called."""
    finder = ConfigFinder()
    found = discover(paths, finder)
    parts = shipped_parts()
    analysed: list[str] = []

    def analyse(text: str, filename: str, config: object) -> object:
        analysed.append(filename)
        meddle(filename)
        return parts.analyse(text, filename, config)  # type: ignore[arg-type]

    watched = engine.Parts(
        parts.rules,
        parts.may_matter,
        parts.decode,
        analyse,  # type: ignore[arg-type]
        parts.offer,
        None,
        parts.reach,
    )
    config = finder.for_folder(os.getcwd())
    cache = Cache(default_folder(config), config.project_root) if cached else None
    report = check_files(Engine(watched), found.files, cache=cache)
    if cache is not None:
        cache.close()
    return report, sorted(analysed)


def same(report: Report) -> bool:
    """Whether a run without cache says the same."""
    fresh, _ = run(cached=False)
    return (report.findings, report.problems, report.suppressed, report.texts) == (
        fresh.findings,
        fresh.problems,
        fresh.suppressed,
        fresh.texts,
    )


def test_a_second_run_analyses_nothing_and_says_the_same(project: Path) -> None:
    first, analysed = run()
    assert analysed == ["caller.py", "db.py", "other.py"]
    assert [finding.filename for finding in first.findings] == ["caller.py", "other.py"]
    second, analysed = run()
    assert analysed == []
    assert same(second)
    assert second.findings == first.findings


def test_a_changed_wrapper_has_its_callers_checked_and_nothing_else(project: Path) -> None:
    run()
    (project / "db.py").write_text(WRAPPER.replace("self._pool.putconn(conn)", "conn.check()"))
    report, analysed = run()
    assert analysed == ["caller.py", "db.py"]
    assert [finding.filename for finding in report.findings] == ["other.py"]
    assert same(report)


def test_a_file_that_is_named_alone_is_known_with_all_that_it_imports(project: Path) -> None:
    first, analysed = run(["caller.py"])
    assert (analysed, len(first.findings)) == (["caller.py"], 1)
    second, analysed = run(["caller.py"])
    assert analysed == []
    assert second.findings == first.findings
    (project / "db.py").write_text(WRAPPER.replace("self._pool.putconn(conn)", "conn.check()"))
    third, analysed = run(["caller.py"])
    assert third.findings == ()


def test_what_changes_during_a_run_is_not_remembered(project: Path) -> None:
    def meddle(filename: str) -> None:
        (project / "other.py").write_text("import os\n")

    run(meddle=meddle)
    (project / "other.py").write_text(OTHER)
    report, analysed = run()
    assert "other.py" in analysed
    assert same(report)


def test_a_file_touched_without_a_change_is_still_known(project: Path) -> None:
    run()
    os.utime(project / "other.py", ns=(1, 1))
    report, analysed = run()
    assert analysed == []
    assert same(report)


def test_a_new_module_that_takes_the_place_of_another_is_seen(project: Path) -> None:
    run()
    (project / "db").mkdir()
    (project / "db" / "__init__.py").write_text("database = None\n")
    report, _ = run()
    assert [finding.filename for finding in report.findings] == ["other.py"]
    assert same(report)


def test_other_settings_are_other_results(project: Path) -> None:
    run()
    (project / "pyproject.toml").write_text('[tool.poollint]\nignore = ["POOL101"]\n')
    report, analysed = run()
    assert analysed == ["caller.py", "db.py", "other.py"]
    assert report.findings == ()


def test_a_project_can_be_moved_with_its_cache(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    there = project.parent / "moved"
    shutil.copytree(project, there)
    monkeypatch.chdir(there)
    report, analysed = run()
    assert analysed == []
    assert same(report)


def test_paths_are_told_as_the_present_user_would_name_them(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "deep").mkdir()
    run()
    monkeypatch.chdir(project / "deep")
    report, analysed = run(["../other.py"])
    assert analysed == []
    assert {finding.filename for finding in report.findings} == {"../other.py"}
    assert {step.filename for finding in report.findings for step in finding.trail} == {"../other.py"}


@pytest.mark.parametrize("text", [b"", b"not a database", b"SQLite format 3\0" + bytes(5000)])
def test_a_broken_store_is_begun_anew(project: Path, text: bytes) -> None:
    run()
    (project / ".poollint_cache" / "results.sqlite").write_bytes(text)
    report, _ = run()
    assert same(report)
    _, analysed = run()
    assert analysed == []


@pytest.mark.parametrize("state", ["{", "[]", "[1, 2, [3]]", '[true, 0, [{"code": "POOL101"}]]'])
def test_an_entry_that_is_no_result_is_passed_by(project: Path, state: str) -> None:
    run()
    with sqlite3.connect(project / ".poollint_cache" / "results.sqlite") as database:
        database.execute("update results set state = ?", (state,))
    report, analysed = run()
    assert analysed == ["caller.py", "db.py", "other.py"]
    assert same(report)


def test_a_folder_that_cannot_be_written_is_done_without(project: Path) -> None:
    (project / ".poollint_cache").write_text("a file")
    report, _ = run()
    assert same(report)


def test_the_folder_is_marked_as_a_cache_and_ignored(project: Path) -> None:
    run()
    folder = project / ".poollint_cache"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / ".gitignore").read_text() == "*\n"


def test_a_failure_is_not_remembered(project: Path) -> None:
    (project / "broken.py").write_text("def f(:\n    pool.getconn()\n")
    report, _ = run()
    assert [finding.code for finding in report.findings if finding.filename == "broken.py"] == ["POOL900"]
    again, analysed = run()
    assert again.findings == report.findings
    assert analysed == []


def test_clean_removes_a_cache_and_nothing_else(project: Path) -> None:
    def clean(*arguments: str) -> str:
        result = CliRunner().invoke(command, arguments, standalone_mode=False)
        assert (result.return_value, result.exception) == (0, None)
        return result.stderr

    assert clean() == "There is no cache.\n"
    run()
    assert clean("--cache-dir", str(project)) == "There is no cache.\n"
    assert (project / "db.py").exists()
    assert clean().startswith("Removed `")
    assert not (project / ".poollint_cache").exists()
