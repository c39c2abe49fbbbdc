"""The corpus runs: what its cases claim is what happens along the paths of the program, by the oracle."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import corpus
import pytest
from corpus import Case
from corpus_truth import objections, read_runtime

CASES = corpus.cases()
LEAST_SHARE = 0.85
BEYOND = Path(__file__).with_name("ground_truth") / "beyond.txt"
"""Cases that the oracle's stand-ins can't judge yet: strict, so that a repair asks for its line to go."""
_BEYOND = frozenset(BEYOND.read_text(encoding="utf-8").split())


def _params() -> Iterator[object]:
    for case in CASES:
        strict = pytest.mark.xfail(strict=True, reason="beyond the oracle's stand-ins")
        yield pytest.param(case, id=case.name, marks=[strict] if case.name in _BEYOND else [])


@pytest.mark.parametrize("case", list(_params()))
def test_run(case: Case) -> None:
    """A wrong case shows the marked fault and no other, a right one shows none on a written path."""
    runtime = read_runtime(case)
    if runtime.skip is not None:
        pytest.skip(runtime.skip)
    if sys.version_info < case.minimum_python:
        pytest.skip(f"needs Python {'.'.join(map(str, case.minimum_python))}")
    assert objections(case) == []


def test_most_cases_run() -> None:
    running = [case for case in CASES if read_runtime(case).skip is None and case.name not in _BEYOND]
    assert len(running) >= LEAST_SHARE * len(CASES)


def test_reasons_are_concrete() -> None:
    reasons = {case.name: read_runtime(case).skip or "" for case in CASES}
    assert {name: why for name, why in reasons.items() if why.startswith("needs ")} == {}
