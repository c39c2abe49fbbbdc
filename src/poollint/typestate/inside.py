"""What a pool may still do with an object that it has just put on its own free list."""

from __future__ import annotations

from poollint.ir import Function
from poollint.recognise import Recogniser

_SUSPENDS = frozenset({"async", "awaited"})


def is_bookkeeping(recogniser: Recogniser, function: Function, release: int, late: int, what: str) -> bool:
    """Whether a touch at operation `late`, after the release at `release`, can't meet another owner.

    Attributes are the pool's own books. A lock that is held since before the release keeps takers out, and so
    does an event loop until the next suspension. Without a lock and without a loop, threads are assumed.
    """
    if what not in ("call", "argument", "with") or release < 0:
        return True
    held = set(function.ops[release].region) & set(function.ops[late].region)
    numbers = {number for number, part in held if part == "body"}
    if any(
        op.kind == "enter" and op.number in numbers and op.src and recogniser.is_lock(function, op.src)
        for op in function.ops
    ):
        return True
    if not function.is_async:
        return recogniser.runs_on_a_loop(function)
    through = function.ops[release + 1 : late + 1]
    return not any(op.kind in ("await", "suspend") or not op.flags.isdisjoint(_SUSPENDS) for op in through)
