"""Objects out of a generator, or a manager, that nobody keeps: `next(get_session())`.

It is collected at once, which ends it, and its `with` or `finally` gives the object back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from poollint.ir import Function, Op, Operand
from poollint.typestate.base import Seed

if TYPE_CHECKING:
    from poollint.summaries import Summaries

ENTERING = frozenset({"__enter__", "__aenter__"})
_STEPS = frozenset({"__next__", "__anext__", "send", "asend"})
_STEPPING = frozenset({"next", "anext"})


def pulled_out(
    summaries: Summaries, function: Function, op: Op, index: dict[Op, int], consumers: dict[str, list[Op]]
) -> Seed | None:
    """The seed of what a call takes out of a generator, or a manager, that is a temporary."""
    operand = _generator(op)
    made = _made(summaries, function, operand)
    if made is None or made.callee is None or op.dst is None or op.callee is None:
        return None
    lender = summaries.resolve(function, made.callee)
    if lender is None or lender is function:
        return None
    is_manager = any("contextmanager" in decorator for decorator in lender.decorators)
    lent = summaries.lent_over_a_yield(lender)
    waits = [user for user in consumers.get(op.dst, []) if user.kind == "await"]
    if lent is None or is_manager is not (op.callee.method in ENTERING) or bool(waits) is not lender.is_async:
        return None
    at = index[waits[0]] if waits else index[op]
    result = function.ops[at].dst or ""
    names = {result, *(user.dst for user in consumers.get(result, []) if user.kind == "assign")}
    recogniser = summaries.recogniser(function)
    for other in function.ops:
        # Who closes it again by hand has an object that begins anew, or knows what it does.
        if other.kind == "call" and other.callee is not None and other.callee.receiver in names:
            if recogniser.release(function, other.callee, other, lent[0], "receiver") is not None:
                return None
    return Seed(at, (result,), lent[0], gone=lent[1])


def _generator(op: Op) -> Operand:
    """What a call takes the next, or the first, value of."""
    assert op.callee is not None
    if op.callee.method in ENTERING or op.callee.method in _STEPS:
        return op.callee.receiver
    return op.args[0].value if op.callee.path in _STEPPING and 1 <= len(op.args) <= 2 else None


def _made(summaries: Summaries, function: Function, operand: Operand) -> Op | None:
    """The call that makes a temporary, behind an `iter` around it."""
    producers = summaries.recogniser(function).producers(function)
    for _ in range(2):
        made = producers.get(operand) if operand is not None and operand.startswith("%") else None
        if made is None or made.kind != "call" or made.callee is None:
            return None
        if made.callee.path not in ("iter", "aiter") or len(made.args) != 1:
            return made
        operand = made.args[0].value
    return None
