"""Stages: each second is charged once, whatever nests in what."""

from __future__ import annotations

import pytest
from corpus import ROOT

from poollint import stages
from poollint.batch import check_files
from poollint.config import ConfigFinder
from poollint.discovery import discover
from poollint.engine import Engine


def test_a_stage_is_charged_with_what_its_inner_ones_do_not_take(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("poollint.stages.time.perf_counter", lambda: now[0])
    counted = stages.Stages()

    def wait(seconds: float) -> None:
        now[0] += seconds

    wait(1)
    with counted.stage("outer"):
        wait(2)
        with counted.stage("inner"):
            wait(4)
        with counted.stage("outer"):
            wait(8)
    wait(16)
    assert counted.table().splitlines()[1:] == [
        "   17.000    55%           the rest",
        "   10.000    32%        2  outer",
        "    4.000    13%        1  inner",
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_time_of_other_processes_is_added(jobs: int) -> None:
    files = discover([str(ROOT / "projects/wrapper_classes")], ConfigFinder(isolated=True)).files
    counted = stages.begin()
    try:
        report = check_files(Engine(), files, jobs=jobs)
    finally:
        stages.end()
    assert report.findings
    assert counted.counts["follow objects"] > 10
    assert counted.seconds["parse with libcst"] > 0
    assert ("wait for other processes" in counted.counts) == (jobs == 2)
