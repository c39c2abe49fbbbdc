"""The steps that all rules share, in words that make sense alone: acquired, borrowed, released, used."""

from __future__ import annotations

from poollint.finding import Span, Step, StepKind
from poollint.lifecycle import Lifecycle

_DEFERRED = {
    "task": "handed to a task here",
    "thread": "handed to a thread here",
    "device": "handed to a copy here, which a device makes by itself",
    "background": "handed to a background task here, which runs after the response",
    "callback": "registered as a callback here",
    "exit": "registered here; runs after the call",
    "stack": "registered here; runs when the exit stack is left",
    "generator": "held by a lazy generator made here",
    "coroutine": "held by a coroutine made here, which has not run yet",
}
LAZY = frozenset({"", "generator", "coroutine", "closure"})
_HARM = {
    "raises": "this raises",
    "shared": "another caller may own it now",
    "mixed": "it may be another caller's by now",
    "reconnects": "this silently takes out another one",
}
_LATE = {
    "returned": "returned here, already given back",
    "yielded": "yielded here, already given back",
    "filed": "put into an attribute here, already given back",
    "sent": "sent on here; the receiver gets it already given back",
    "exit": "the end of this block uses it",
}

_LEAVES = {
    "continue": "the loop goes on here without giving it back",
    "rebound": "its last name is bound anew here while it is still held",
    "return": "left by this `return` while still held",
    "raise": "left by this `raise` while still held",
    "end": "the function ends behind this while it is still held",
    "yield": "left here while still held, if the consumer stops or throws",
    "error": "an error here leaves while it is still held",
    "late": "the wait may end here, and what takes it out goes on without anybody to get it",
    "cancel": "a cancellation here leaves while it is still held",
}


def acquired(case: Lifecycle) -> list[Step]:
    """The acquisition, where one is in sight."""
    return [] if case.acquired is None else [step("acquired", case.acquired, "acquired here")]


def deferred(case: Lifecycle) -> list[Step]:
    """The registration of what runs late."""
    if case.deferred is None:
        return []
    told = [step("deferred", case.deferred, _DEFERRED.get(case.lane, "held by a closure made here"))]
    if case.made is not None and case.made.start.row != case.deferred.start.row:
        told.insert(0, step("deferred", case.made, "held by what is made here, to run later"))
    return told


def released(case: Lifecycle, tail: str = "") -> list[Step]:
    """The release, and the place inside a called function where it happens."""
    text = "released here, at the end of the block" if case.release_is_exit else "released here"
    if case.is_lent_for_call:
        text = "lent for the call here, and taken back at its end"
    found = [step("released", case.release, text + tail)]
    if case.release_inside is not None:
        text = "the called function gives it back here"
        found.append(step("released", case.release_inside, text, case.release_file))
    return found


def used(case: Lifecycle) -> list[Step]:
    """The late reference, and the same inside a called function or deferral."""
    spec = case.spec
    harm = (spec.harm or _HARM.get(spec.use_after_release)) if spec is not None else None
    harm = harm or "another caller may own it now"
    if case.code == "POOL106":
        harm = "what it lives off is given back"
    if case.inner is not None:
        where = f"`{case.inner_function}` " if case.inner_function else "the deferred code "
        inner = step("used", case.inner, f"{where}uses it here; {harm}", case.inner_file)
        if case.deferred is not None and case.what in ("runs", "handed"):
            lazy = [_runs(case, "")] if case.lane in LAZY else []
            apart = bool(case.inner_file) or case.late.start.row != case.inner.start.row
            return [*lazy, inner] if apart else [inner]
        if case.what == "kept":
            return [inner]
        return [step("used", case.late, "passed on here"), inner]
    if case.deferred is not None and case.what in ("runs", "handed"):
        return [_runs(case, f"; {harm}")] if case.lane in LAZY else []
    kind: StepKind = "escaped" if case.what in ("returned", "yielded", "filed", "sent") else "used"
    text = _LATE.get(case.what, f"used here; {harm}")
    if case.later_turn:
        text += " (in a later turn of the loop)"
    return [step(kind, case.late, text)]


def _runs(case: Lifecycle, tail: str) -> Step:
    """The place at which a lazy value runs, or is handed on to run later."""
    if case.what == "handed":
        return step("escaped", case.late, f"handed on here; it runs later{tail}")
    return step("used", case.late, f"it runs here{tail}")


def left(case: Lifecycle) -> tuple[Step, ...]:
    """The steps of a leak: the acquisition, what leaves with the object held, the release not reached."""
    again = " (in a later turn of the loop)" if case.late == case.acquired else ""
    steps = [*acquired(case), *deferred(case), step("left", case.late, _LEAVES[case.what] + again)]
    if case.handler is not None:
        steps.append(step("left", case.handler, "a cancellation passes by this handler"))
    if case.is_released:
        missed = "given back here, which that path does not reach"
        steps.append(step("released", case.release, missed))
    return tuple(steps)


def kept(case: Lifecycle) -> str:
    """What helps against a leak."""
    return (
        "release it in a `finally`"
        if case.is_released
        else "give it back in a `finally`, or take it in a `with`"
    )


def borrowed(case: Lifecycle) -> list[Step]:
    """The place where the value that is used late was borrowed from the object."""
    if case.borrowed is None:
        return []
    found = [step("borrowed", case.borrowed, "borrowed here: the result lives off it")]
    if case.made is not None and case.deferred is None and case.made.start.row != case.late.start.row:
        found.append(step("borrowed", case.made, "what is made of it here reads it later"))
    return found


def story(case: Lifecycle, tail: str) -> tuple[Step, ...]:
    """All steps of a deferral in order of time: it may have been made after the release."""
    if case.what == "kept":
        stays = step("escaped", case.late, "left in an attribute here")
        return (*acquired(case), *borrowed(case), stays, *released(case), *used(case))
    late = case.deferred is not None and not case.release_is_exit and case.release.end <= case.deferred.start
    if late:
        return (*acquired(case), *borrowed(case), *released(case), *deferred(case), *used(case))
    return (*acquired(case), *borrowed(case), *deferred(case), *released(case, tail), *used(case))


def step(kind: StepKind, span: Span, message: str, filename: str = "") -> Step:
    """A step; without `filename` it stands in the reported file."""
    return Step(kind, filename, span, message)


def primary(case: Lifecycle) -> Span:
    """The release where one is written; else what comes too late."""
    if not case.release_is_exit:
        return case.release
    if case.deferred is not None and case.lane not in LAZY:
        return case.deferred
    return case.late


def is_silent_after_release(case: Lifecycle) -> bool:
    """Whether the library lets a released object work on: it takes out another one by itself."""
    return case.spec is not None and case.spec.use_after_release == "reconnects" and not case.release_is_exit
