"""Several processes: the same results as one, and what kills one of them costs one item."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from corpus import ROOT

from poollint.batch import check_files
from poollint.config import ConfigFinder
from poollint.discovery import discover
from poollint.engine import Engine
from poollint.workers import Crash, run


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
