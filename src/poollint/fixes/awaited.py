"""A release that is a coroutine, and that nobody awaits, gets its `await`."""

from __future__ import annotations

from poollint.fixes.edits import TextEdit
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal


def attempts(fault: Fault) -> Attempts:
    """`await` in front of the call."""
    release = fault.release
    if isinstance(release, Refusal):
        yield release
        return
    function = fault.layout.function(release.call)
    if function is None or function.asynchronous is None:
        yield Refusal("`await` is not possible in a plain function")
        return
    start = fault.layout.source.offsets(release.place.statement)[0]
    yield Candidate((TextEdit(start, start, "await "),), "awaits the release", fault.doubts)
