"""Several processes: the same results as one, and what kills one of them costs one item."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import ROOT

from poollint.batch import Looked, _Batch, check_files, check_one
from poollint.cache import Cache
from poollint.config import ConfigFinder
from poollint.discovery import SourceFile, discover
from poollint.engine import Engine
from poollint.workers import Crash, _Shares, run, start_method


def squarer(bad: int) -> Callable[[int], int]:
    def work(item: int) -> int:
        if item == bad:
            os.kill(os.getpid(), signal.SIGKILL)
        return item * item

    return work


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_a_process_that_dies_costs_one_item(method: str) -> None:
    results = dict(run(list(range(6)), 2, squarer, (3,), method))
    assert {number: result for number, result in results.items() if number != 3} == {
        0: 0,
        1: 1,
        2: 4,
        4: 16,
        5: 25,
    }
    assert results[3] == Crash(-signal.SIGKILL)
    assert str(results[3]) == "the analysis crashed (SIGKILL)"


def test_no_items_need_no_process() -> None:
    assert list(run([], 2, squarer, (0,), "spawn")) == []


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_give_the_same_report(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poollint.workers.start_method", lambda: method)
    monkeypatch.chdir(ROOT)
    files = discover(["verdicts", "projects/wrapper_classes"], ConfigFinder(isolated=True)).files
    assert len(files) > 10
    alone = check_files(Engine(), files, jobs=1)
    assert alone.findings
    assert check_files(Engine(), files, jobs=2) == alone


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_look_at_many_files(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poollint.workers.start_method", lambda: method)
    monkeypatch.setattr("poollint.batch._MANY", 5)
    shutil.copytree(ROOT / "projects" / "wrapper_classes", tmp_path / "wrappers")
    (tmp_path / "gone.py").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path)
    found = discover(["."], ConfigFinder(isolated=True)).files
    files = [*found, SourceFile("gone.py", found[0].config)]
    alone = check_files(Engine(), files, jobs=1)
    assert alone.findings and alone.problems
    cache = Cache(str(tmp_path / "cache"), str(tmp_path))
    assert check_files(Engine(), files, jobs=2, cache=cache) == alone
    monkeypatch.setattr("poollint.batch.look", lambda *_, **__: Looked(trouble="looked at"))
    again = check_files(Engine(), found, jobs=1, cache=Cache(str(tmp_path / "cache"), str(tmp_path)))
    assert (again.findings, again.problems) == (alone.findings, ())


def test_a_process_that_dies_while_it_looks_costs_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poollint.batch._MANY", 2)
    monkeypatch.setattr("poollint.batch.looker", squarer, raising=True)
    monkeypatch.setattr("poollint.workers.run", lambda items, *_: [(n, Crash(-9)) for n in range(len(items))])
    for name in "abc":
        (tmp_path / f"{name}.py").write_text(
            f"def f(pool):\n    c = pool.getconn()\n    pool.putconn(c)\n    c.{name}()\n"
        )
    monkeypatch.chdir(tmp_path)
    batch = _Batch(Engine(), list(discover(["."], ConfigFinder(isolated=True)).files), None)
    batch.sift(2)
    assert [number for _, number in batch.waiting] == [0, 1, 2]


def test_neighbours_are_done_by_one_process() -> None:
    shares = _Shares([1] * 8, 2)
    assert [shares.next(1) for _ in range(2)] == [4, 5]
    assert [shares.next(0) for _ in range(5)] == [0, 1, 2, 3, 7]
    assert [shares.next(1), shares.next(1), shares.next(0)] == [6, None, None]


def test_shares_are_even_by_size() -> None:
    shares = _Shares([9, 1, 1, 1, 6], 2)
    assert [shares.next(0), shares.next(1)] == [0, 1]


def dying(engine: Engine, file: SourceFile) -> object:
    if file.path.endswith("bad_lapsed.py"):
        os.kill(os.getpid(), signal.SIGKILL)
    return check_one(engine, file)


@pytest.mark.skipif(start_method() != "fork", reason="the death is arranged in this process")
def test_a_file_that_kills_its_process_is_named_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "def f(pool):\n    c = pool.getconn()\n    pool.putconn(c)\n    c.ping()\n"
    for name in ("a", "bad_lapsed", "c"):
        (tmp_path / f"{name}.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("poollint.batch.check_one", dying)
    report = check_files(Engine(), discover(["."], ConfigFinder(isolated=True)).files, jobs=2)
    assert [problem.path for problem in report.problems] == ["bad_lapsed.py"]
    assert report.problems[0].message == "the analysis crashed (SIGKILL)"
    assert [finding.filename for finding in report.findings] == ["a.py", "c.py"]
