"""The corpus runs: what its cases claim is what happens along the paths of the program, by the oracle."""

from __future__ import annotations

import sys

import corpus
import pytest
from corpus import Case
from corpus_truth import objections, read_runtime

CASES = corpus.cases()
LEAST_SHARE = 0.98


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_run(case: Case) -> None:
    """A wrong case shows the marked fault and no other, a right one shows none on a written path."""
    runtime = read_runtime(case)
    if runtime.skip is not None:
        pytest.skip(runtime.skip)
    if sys.version_info < case.minimum_python:
        pytest.skip(f"needs Python {'.'.join(map(str, case.minimum_python))}")
    assert objections(case) == []


def test_most_cases_run() -> None:
    running = [case for case in CASES if read_runtime(case).skip is None]
    assert len(running) >= LEAST_SHARE * len(CASES)


def test_reasons_are_concrete() -> None:
    reasons = {case.name: read_runtime(case).skip or "" for case in CASES}
    assert {name: why for name, why in reasons.items() if why.startswith("needs ")} == {}
