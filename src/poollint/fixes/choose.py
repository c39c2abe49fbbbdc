"""Which fix a finding gets: the first form that stands the trial, safe ones before unsafe ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from poollint.catalogue import Catalogue
from poollint.finding import Applicability, Finding, Fix
from poollint.fixes import (
    acquisition,
    again,
    awaited,
    below,
    extend,
    final,
    handler,
    hoist,
    join,
    leak,
    loss,
    move,
    stack,
    swap,
    when_done,
)
from poollint.fixes.edits import as_finding_edits
from poollint.fixes.facts import Facts
from poollint.fixes.fault import UNSEEN, Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.layout import Layout
from poollint.fixes.verify import STILL_THERE, Diagnose, objection
from poollint.lifecycle import Diagnosis, Lifecycle

MOST_TRIES = 16
"""How many candidates are tried for one finding: each costs an analysis of the file."""

_RUNS_LATER = {
    "exit": "it runs when the request, the test or the process ends: it wants an object of its own",
    "background": "it runs when the response has been sent: it wants an object of its own",
}
"""What runs so late, by its lane, that nothing in the function can wait for it."""

Form = Callable[[Fault], Attempts]

_RELEASE: tuple[Form, ...] = (
    again.first_goes,
    final.attempts,
    move.attempts,
    hoist.attempts,
    below.attempts,
    stack.attempts,
    acquisition.attempts,
    join.attempts,
    when_done.attempts,
    acquisition.waiting,
)
_BLOCK: tuple[Form, ...] = (swap.attempts, extend.attempts, join.attempts)
_TWICE: tuple[Form, ...] = (
    again.later_goes,
    again.first_goes,
    again.one_or_other,
    move.attempts,
    acquisition.attempts,
    again.guarded_by_flag,
    acquisition.waiting,
)
_UNAWAITED: tuple[Form, ...] = (awaited.attempts,)


_RELEASED_EARLY = ("POOL101", "POOL102", "POOL103", "POOL104", "POOL105", "POOL106")

FIXABLE = {
    **dict.fromkeys(_RELEASED_EARLY, _RELEASE),
    "POOL201": _TWICE,
    "POOL202": _UNAWAITED,
    "POOL301": (leak.attempts, loss.attempts),
    "POOL302": (leak.attempts,),
    "POOL402": (handler.attempts, leak.attempts),
}
"""The forms for each rule that has any, the smallest first."""


def forms(fault: Fault) -> tuple[Form, ...]:
    """The forms that can repair a finding."""
    found = FIXABLE.get(fault.finding.code, ())
    if fault.case.deferred is not None and fault.finding.code == "POOL302":
        return ()  # the repair stands in the function that runs late
    if fault.case.what == "filed":
        return ()  # a release further down leaves it where it is
    return _BLOCK if found is _RELEASE and fault.case.release_is_exit else found


def offers(
    text: str, findings: Sequence[Finding], diagnose: Diagnose, catalogue: Catalogue
) -> Iterator[Finding]:
    """The findings, one by one, each with its fix or with the reason why it has none."""
    if not any(finding.trail for finding in findings):
        yield from findings  # about comments, or a text that can't be parsed
        return
    source, diagnoses = diagnose(text)
    layout = Layout(source, text)
    facts = Facts(layout, catalogue)
    before = [one.finding for one in diagnoses]
    for finding in findings:
        one = _same(finding, diagnoses)
        if one is None:
            reason = "all rules together tell it at another place" if finding.trail else None
            yield replace(finding, no_fix_reason=reason)
            continue
        fault = Fault(one.finding, (*one.cases, *_of_borrows(one, diagnoses)), layout, facts)
        found = _choose(fault, text, before, diagnose, _of_callers(fault, diagnoses))
        if isinstance(found, Refusal):
            yield replace(finding, no_fix_reason=found.reason)
        else:
            yield replace(finding, fix=_as_fix(text, found))


def _same(finding: Finding, diagnoses: Sequence[Diagnosis]) -> Diagnosis | None:
    """The diagnosis behind a finding. Where tests are not forgiven, another rule may have the word there."""
    here = [one for one in diagnoses if one.finding.span == finding.span and one.cases]
    return next((one for one in here if one.finding.code == finding.code), here[0] if here else None)


def _of_borrows(told: Diagnosis, diagnoses: Sequence[Diagnosis]) -> list[Lifecycle]:
    """The late references through what lives off the object: all go together."""
    case = told.cases[0]
    return [
        other
        for one in diagnoses
        if one is not told and one.finding.code == "POOL106" and told.finding.code in _RELEASED_EARLY
        for other in one.cases
        if other.release == case.release and other.name == case.name
    ]


def _of_callers(fault: Fault, diagnoses: Sequence[Diagnosis]) -> list[Finding]:
    """What is told of callers, since the function of this release gives back what they still use.

    Where it does so after an error alone, that is not followed into them: no such edit mends them.
    """
    release = fault.release
    function = fault.layout.function(release.call) if isinstance(release, Written) else None
    if function is None:
        return []
    return [
        one.finding
        for one in diagnoses
        for case in one.cases[:1]
        if case.release_inside is not None
        and one.finding.code in (*_RELEASED_EARLY, "POOL201")
        and not case.release_file
        and fault.layout.holds(function, fault.layout.range(case.release_inside))
        and not fault.layout.holds(function, fault.layout.range(one.finding.span))
    ]


def _choose(
    fault: Fault, text: str, before: Sequence[Finding], diagnose: Diagnose, of_callers: Sequence[Finding]
) -> Candidate | Refusal:
    candidates: list[Candidate] = []
    refusals: list[Refusal] = []
    unseen = fault.finding.code != "POOL202" and fault.is_given_unseen
    for form in forms(fault):
        if unseen and form not in (join.attempts, leak.attempts):
            refusals.append(UNSEEN)
            continue
        for attempt in form(fault):
            if isinstance(attempt, Refusal):
                if form is not again.first_goes or fault.finding.code == "POOL201":
                    refusals.append(attempt)
            else:
                candidates.append(attempt)
    objections: list[str] = []
    # Sorting is stable: of equally safe ones the smaller form stays first.
    is_leak = fault.finding.code == "POOL301"  # what does nothing after an error is smaller there
    for candidate in sorted(
        candidates,
        key=lambda one: (one.is_advice, bool(one.doubts), is_leak and not one.doubts and one.is_for_errors),
    ):
        if len(objections) == MOST_TRIES:
            break
        staying = of_callers if candidate.is_for_errors else ()
        found = objection(
            text,
            candidate.edits,
            fault.finding,
            before,
            diagnose,
            staying,
            with_its_like=candidate.is_for_all,
        )
        if found is None:
            return candidate
        objections.append(found)
    return _reason(fault, refusals, objections)


def _reason(fault: Fault, refusals: Sequence[Refusal], objections: Sequence[str]) -> Refusal:
    """Why there is no fix: what the fault is by its nature, what kept a form from it, what a trial found."""
    case = fault.case
    if case.what in ("returned", "handed", "filed") or (case.what == "sent" and case.code == "POOL105"):
        if case.deferred is not None:
            return Refusal("it runs in the caller's hands: build the result before the release")
        return Refusal(f"whoever gets `{case.name}` should release it, or get a copy")
    if not forms(fault):
        return Refusal("no fix is known for this rule")
    if refusals and len(refusals) >= len(objections):
        return refusals[0]
    if case.deferred is not None:
        reason = _RUNS_LATER.get(case.lane)
        if reason is None and (not objections or objections[0] == STILL_THERE):
            reason = "nothing in this function waits for what runs late"
        return Refusal(reason or objections[0])
    return Refusal(objections[0] if objections else _apart(fault))


def _apart(fault: Fault) -> str:
    """What stands between a release and its late references where no form had anything to say."""
    release, layout = fault.release, fault.layout
    if isinstance(release, Refusal):
        return release.reason
    function = layout.function(release.call)
    places = [layout.place(offsets) for offsets in fault.late]
    if any(place is None or layout.function(place.statement) is not function for place in places):
        return "the late reference is in another function"
    if any(layout.part(place.statement, release.call) for place in places if place is not None):
        return "the late reference and the release are on different branches"
    return "no form of a fix fits the way from the release to the late reference"


def _as_fix(text: str, candidate: Candidate) -> Fix:
    applicability: Applicability = "unsafe" if candidate.doubts else "safe"
    return Fix(
        "display-only" if candidate.is_advice else applicability,
        candidate.message,
        as_finding_edits(text, candidate.edits),
        "; ".join(dict.fromkeys(candidate.doubts)),
    )
