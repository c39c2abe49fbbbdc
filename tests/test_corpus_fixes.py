"""Each bad case and what the fixes make of it: `NAME.fixed.py` is there if and only if one is offered."""

from __future__ import annotations

import io
import sys
import tokenize
from collections import Counter
from dataclasses import replace
from functools import cache

import corpus
import pytest
from corpus import Case

from poollint import engine
from poollint.config import Config
from poollint.config.settings import config_from_table
from poollint.finding import Finding
from poollint.fixes.edits import apply, as_text_edits
from poollint.repair import Repaired, repair

BAD = [case for case in corpus.cases() if case.side == "bad"]
each_bad = pytest.mark.parametrize("case", BAD, ids=[case.name for case in BAD])

AFTER_ERROR = ("POOL302", "POOL402")


def settings(case: Case) -> Config:
    return config_from_table(case.table, file="pyproject.toml", root="")


def repaired(case: Case, text: str) -> Repaired:
    return repair(engine.Engine(), text.encode(), case.filename, settings(case), unsafe=True)


@cache
def fixed(name: str) -> Repaired:
    case = next(case for case in BAD if case.name == name)
    return repaired(case, case.text)


def everything(case: Case, text: str) -> Counter[tuple[str, str | None]]:
    """The findings of all rules, by code and object; what leaks after an error is one kind."""
    found = engine.check_source(text, case.filename, replace(settings(case), select=("ALL",)))
    return Counter(
        ("POOL302" if one.code in AFTER_ERROR else one.code, one.object)
        for one in found
        if not one.code.startswith("POOL90")
    )


def comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


@each_bad
def test_fixed_text(case: Case, bless: bool) -> None:
    result = fixed(case.name)
    path = case.fixed_path
    if bless:
        if result.fixed:
            path.write_text(result.text, encoding="utf-8")
        else:
            path.unlink(missing_ok=True)
    assert path.exists() == bool(result.fixed), "run `pytest tests/test_corpus_fixes.py --bless`"
    if result.fixed:
        assert path.read_text(encoding="utf-8") == result.text


@each_bad
def test_fixed_text_is_better(case: Case) -> None:
    """It compiles, has lost a finding for each fix and gained none, and nothing is left to fix.

    What only an error brings about may stand behind a fault that is gone.
    """
    result = fixed(case.name)
    if not result.fixed:
        return
    if sys.version_info >= case.minimum_python:
        compile(result.text, str(case.path), "exec", dont_inherit=True)
    before, after = everything(case, case.text), everything(case, result.text)
    uncovered = {one.object for one in result.fixed if one.code in ("POOL202", "POOL301")}
    behind = [one for one in result.fixed if one.code in AFTER_ERROR and one.object in uncovered]
    for code, name in list(after):
        if code in ("POOL403", "POOL404") or (code in AFTER_ERROR and name in uncovered):
            del after[code, name]
    assert after <= before
    assert before.total() - after.total() >= len(result.fixed) - len(behind)
    assert repaired(case, result.text).fixed == ()


@each_bad
def test_comments_stay(case: Case) -> None:
    """Only a statement that goes takes the comment at its end with it."""
    lost = comments(case.text) - comments(fixed(case.name).text)
    lines = case.text.splitlines()
    rows = [step.span.start.row for one in corpus.findings(case.name) for step in one.trail]
    assert all(any(comment in lines[row - 1] for row in rows) for comment in lost)


@each_bad
def test_each_finding_has_a_fix_or_a_reason(case: Case) -> None:
    for finding in corpus.findings(case.name):
        assert bool(finding.fix) != bool(finding.no_fix_reason), finding
        words = finding.fix.message if finding.fix else finding.no_fix_reason
        assert words
        assert not words.endswith(".")


@each_bad
def test_an_unsafe_fix_says_why(case: Case) -> None:
    for finding in corpus.findings(case.name):
        if finding.fix is not None:
            assert bool(finding.fix.reason) == (finding.fix.applicability != "safe")


@each_bad
def test_nothing_outside_the_edits_changes(case: Case) -> None:
    for finding in corpus.findings(case.name):
        if finding.fix is not None:
            assert outside(case.text, finding) in apply(
                case.text, as_text_edits(case.text, finding.fix.edits)
            )


def outside(text: str, finding: Finding) -> str:
    """What stands above the first edit."""
    assert finding.fix is not None
    return text[: as_text_edits(text, finding.fix.edits)[0].start]


def test_no_fixed_text_without_its_case() -> None:
    names = {case.fixed_path for case in BAD}
    assert [path for path in corpus.ROOT.rglob(f"*{corpus.FIXED}") if path not in names] == []
