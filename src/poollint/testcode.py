"""What test code does on purpose: it touches released objects to see what happens."""

from __future__ import annotations

from pathlib import PurePath

from poollint.recognise import Recogniser
from poollint.typestate.query import Query
from poollint.typestate.reports import Report

_BREAKS = (
    "abort",
    "cancel",
    "close",
    "detach",
    "disconnect",
    "expire",
    "invalidate",
    "kill",
    "release",
    "reset",
    "terminate",
    "unpin",
)


def is_excused(query: Query, report: Report, filename: str) -> bool:
    """Whether a late reference in test code is meant: asserted on, expected to raise, a test of the pool."""
    op = query.ops[report.late_op]
    if "assert" in op.flags or any(_expects(query.recogniser, name) for name in op.managers):
        return True
    for other in query.ops:
        if (
            other.kind == "call"
            and other.callee is not None
            and _asserts(other.callee.method or other.callee.path or "")
        ):
            start, end = other.offsets
            if start <= report.late.offsets[0] and report.late.offsets[1] <= end:
                return True
    spec = query.seed.taken.spec
    if spec is not None and spec.use_after_release == "reconnects" and report.code != "POOL104":
        return True
    if spec is not None and spec.kind == "response" and report.code == "POOL105":
        return True  # a test helper hands the finished response back to be asserted on
    names = [PurePath(filename).stem, query.function.qualname, query.function.class_name or ""]
    if any("pool" in name.lower() for name in names) and not _goes_on_working(query, report):
        return True
    receiver = query.seed.taken.receiver.lower()
    return any(word in receiver for word in ("mock", "fake", "stub", "dummy"))


def _goes_on_working(query: Query, report: Report) -> bool:
    """Whether a test of a pool calls the released object as if it still had it.

    Such a test looks at what was given back, breaks it, or gives it back again, to see what the pool
    does. A plain call of a method, neither asserted on nor expected to raise, is as wrong there as anywhere.
    """
    op = query.ops[report.late_op]
    if op.kind == "await":
        op = query.producers.get(op.src or "", op)  # a coroutine runs where it is awaited
    callee = op.callee
    if report.code not in ("POOL101", "POOL103") or report.late.what != "call" or callee is None:
        return False
    method = (callee.method or "").lower()
    return bool(method) and not method.startswith("_") and not any(word in method for word in _BREAKS)


def _expects(recogniser: Recogniser, manager: str) -> bool:
    return manager in recogniser.names("expects-raise") or "raises" in manager or manager.startswith("assert")


def _asserts(name: str) -> bool:
    return name.startswith(("assert", "fail", "expect", "check_"))
