"""The corpus is the specification: each file's markers are what poollint says, no more and no less."""

from __future__ import annotations

import re
import sys
from collections import Counter

import corpus
import pytest
from corpus import Case

CASES = corpus.cases()
BAD = [case for case in CASES if case.side == "bad"]

each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
each_bad = pytest.mark.parametrize("case", BAD, ids=[case.name for case in BAD])


def reported(case: Case, text: str | None = None, filename: str | None = None) -> list[tuple[int, str]]:
    found = (
        corpus.findings(case.name)
        if text is None and filename is None
        else corpus.check(case, text, filename)
    )
    return sorted((finding.span.start.row, finding.code) for finding in found)


@each_case
def test_compiles(case: Case) -> None:
    if sys.version_info < case.minimum_python:
        pytest.skip(f"needs Python {'.'.join(map(str, case.minimum_python))}")
    compile(case.text, str(case.path), "exec", dont_inherit=True)


@each_case
def test_findings(case: Case) -> None:
    """Exactly the marked lines are reported, with the marked codes."""
    found = reported(case)
    now_found = set(case.rows("missed")).intersection(found)
    assert not now_found, f"no longer missed, turn the marker into an error: {now_found}"
    gone = set(case.rows("false-alarm")).difference(found)
    assert not gone, f"no longer a false alarm, rename the case to good_: {gone}"
    assert found == case.rows("error", "false-alarm")


@each_bad
def test_steps(case: Case) -> None:
    """Each line with a step marker holds exactly the marked kinds of steps."""
    kinds: dict[int, set[str]] = {}
    for finding in corpus.findings(case.name):
        for step in finding.trail:
            kinds.setdefault(step.span.start.row, set()).add(step.kind)
    assert {row: kinds.get(row, set()) for row in case.steps} == {
        row: set(marked) for row, marked in case.steps.items()
    }


@each_bad
def test_messages(case: Case) -> None:
    """The marked part of the message and the marked column are there."""
    for marker in case.verdicts:
        if marker.word == "error":
            here = [
                finding
                for finding in corpus.findings(case.name)
                if (finding.span.start.row, finding.code) == (marker.row, marker.code)
            ]
            assert any((marker.part or "") in finding.message for finding in here)
            if marker.column is not None:
                assert marker.column in [finding.span.start.column for finding in here]


@each_bad
def test_trail_is_told_in_full(case: Case) -> None:
    """A finding stands alone: it names the release and shows where the object came from or went."""
    for finding in corpus.findings(case.name):
        assert finding.trail
        assert finding.message
        assert finding.message[0].islower() or finding.message[0] == "`"
        assert "\n" not in finding.message
        assert all(step.message for step in finding.trail)


@each_bad
def test_ignore_comment_silences(case: Case) -> None:
    """An ignore at each reported line leaves nothing, not even an unused ignore."""
    assert reported(case, corpus.with_ignores(case)) == []


@each_case
def test_name_of_the_file_is_neutral(case: Case) -> None:
    if "filename" in case.headers:
        pytest.skip("the case is about its name")
    assert reported(case, filename="app/services/renamed.py") == reported(case)


@each_case
def test_pass_statements_are_neutral(case: Case) -> None:
    if sys.version_info < case.minimum_python:
        pytest.skip("needs a newer Python to find its statements")
    text, moved = corpus.with_passes(case)
    assert reported(case, text) == [(moved[row], code) for row, code in reported(case)]


# Faults of trails that are known: strict, so that a repair asks for its line to go.

KNOWN_DISORDER = ("deferrals/bad_call_later_rearmed", "deferrals/bad_thread_never_started")


@pytest.mark.parametrize("name", KNOWN_DISORDER)
def test_registration_after_the_release_is_told_after_it(name: str) -> None:
    (finding,) = corpus.findings(name)
    kinds = [step.kind for step in finding.trail]
    assert kinds.index("released") < kinds.index("deferred")


def test_object_in_closing_is_named() -> None:
    (finding,) = corpus.findings("deferrals/bad_contextlib_closing")
    assert finding.object == "conn"


def test_returned_lazy_value_does_not_run_at_the_return() -> None:
    (finding,) = corpus.findings("rules/POOL102_release_before_callback/bad_partial_outlives_block")
    assert not any(step.message.startswith("it runs here") for step in finding.trail)


# The corpus itself.


def test_names_say_the_side() -> None:
    assert [case.name for case in CASES if case.side not in corpus.SIDES or not case.topic] == []


def test_markers_fit_the_side() -> None:
    """bad_ has an error, missed_ a missed, false_ a false alarm; good_ has no marker at all."""
    words = {"bad": {"error"}, "good": set(), "missed": {"missed"}, "false": {"false-alarm"}}
    wrong = [case.name for case in CASES if {marker.word for marker in case.verdicts} != words[case.side]]
    assert wrong == []
    assert [case.name for case in CASES if case.side != "bad" and case.steps] == []


def test_each_bad_case_has_marked_steps() -> None:
    assert [case.name for case in BAD if not case.steps] == []


def test_each_bad_case_has_a_good_twin() -> None:
    names = {case.name for case in CASES}
    twins = {case.name: str(case.path.parent.relative_to(corpus.ROOT) / f"good_{case.topic}") for case in BAD}
    assert [name for name, twin in twins.items() if twin not in names] == []


def test_each_case_explains_itself() -> None:
    assert [case.name for case in CASES if not case.claim] == []


def test_cases_are_short() -> None:
    assert [case.name for case in CASES if not 4 <= len(case.text.splitlines()) <= 60] == []


def test_cases_differ() -> None:
    bodies = Counter(re.sub(r'^""".*?"""', "", case.text, flags=re.DOTALL).strip() for case in CASES)
    assert [body for body, count in bodies.items() if count > 1] == []


def test_each_rule_has_both_sides() -> None:
    from poollint.rules import RULES

    rules = [code for code, rule in RULES.items() if rule.tell is not None]
    shown = {
        (code, case.side)
        for case in CASES
        if case.side in ("bad", "good")
        for code in re.findall(r"POOL\d{3}", case.path.parent.name)
    }
    assert sorted(shown) == sorted((code, side) for code in rules for side in ("bad", "good"))
    reported_in = {code for case in BAD for _, code in case.rows("error")}
    assert reported_in.issuperset(rules)


def test_codes_exist() -> None:
    from poollint.rules import RULES

    assert {marker.code for case in CASES for marker in case.verdicts}.difference(RULES) == set()


def test_sides_are_balanced() -> None:
    counts = Counter(case.side for case in CASES)
    assert len(CASES) >= 100
    assert counts["bad"] <= counts["good"] <= 1.7 * counts["bad"]


def test_index_is_fresh(bless: bool) -> None:
    text = corpus.README.read_text(encoding="utf-8")
    fresh = corpus.readme_with_index(text)
    if bless:
        corpus.README.write_text(fresh, encoding="utf-8")
    else:
        assert text == fresh, "run `pytest tests/test_corpus.py --bless`"
