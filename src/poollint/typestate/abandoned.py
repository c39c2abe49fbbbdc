"""Acquisitions that run as a task of their own, and whose wait may end before they do.

`await wait_for(shield(task), 5)` leaves the task alone when the time is up, and `await shield(task)` where it
is cancelled: it goes on, takes an object out, and nobody is there to get it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from poollint.ir import Function, Op, root
from poollint.recognise import Acquisition
from poollint.typestate.base import Seed
from poollint.typestate.leaks import LeakQuery
from poollint.typestate.reports import Report
from poollint.typestate.state import State

if TYPE_CHECKING:
    from poollint.summaries import Summaries

_TAKEN_BACK = frozenset({"cancel", "add_done_callback"})


def abandoned(summaries: Summaries, function: Function) -> Iterator[tuple[LeakQuery, Report]]:
    """The acquisitions of a function that go on without it when it has waited long enough."""
    if not function.is_async:
        return
    recogniser = summaries.recogniser(function)
    producers = recogniser.producers(function)
    for op in function.ops:
        record = recogniser.deferral(function, op) if op.kind == "call" and op.callee is not None else None
        if record is None or record.lane != "task" or not op.args or op.dst is None:
            continue
        made = producers.get(op.args[0].value or "")
        if made is None or made.kind != "call" or made.callee is None or "awaited" in made.flags:
            continue
        taken = recogniser.acquisition(function, made)
        if taken is None or taken.awaits is False or not _is_sure(taken):
            continue
        if taken.evidence == "shape" and not recogniser.is_poolish(function, taken.receiver):
            continue
        late = _given_up(summaries, function, op)
        if late is None:
            continue
        seed = Seed(function.ops.index(made), (made.dst or "",), taken)
        query = LeakQuery(summaries, function, seed, State("unborn"))
        query.solve()
        acquired = query.touch(made.offsets, "acquire")
        node = (query.first, query.start.key())
        yield query, Report("POOL302", acquired, query.touch(late.offsets, "late"), node, seed.op)


def _is_sure(taken: Acquisition) -> bool:
    return taken.evidence in ("type", "config", "import", "shape")


def _given_up(summaries: Summaries, function: Function, task: Op) -> Op | None:
    """The wait for a task that may end before it, where nothing else here has the task or stops it."""
    recogniser = summaries.recogniser(function)
    names = {task.dst or ""}
    shields: set[str | None] = set()
    found: Op | None = None
    for op in function.ops:
        if op.kind == "assign" and op.src in names and not (op.dst or "").startswith("%"):
            if op.dst is None or root(op.dst) != op.dst or op.dst in function.writes:
                return None
            names.add(op.dst)
        elif op.kind == "collect" and op.src in names:
            if op.dst is None or not op.dst.startswith("%"):
                return None
            shields.add(op.dst)  # `{task}` or `[task]`, for a wait
        elif (op.kind in ("return", "yield") and op.src in (*names, *shields)) or (
            op.kind == "make" and op.function is not None and names & op.function.free
        ):
            return None
        elif op.kind == "call" and op.callee is not None:
            if op.callee.receiver in names and op.callee.method in _TAKEN_BACK:
                return None
            given = [argument.value for argument in op.args if argument.value in (*names, *shields)]
            if not given:
                continue
            dotted = recogniser.dotted(function, op.callee)
            if dotted == "asyncio.shield":
                shields.add(op.dst)
                found = found or (op if "awaited" in op.flags else None)
            elif (dotted == "asyncio.wait" and any(one.keyword == "timeout" for one in op.args)) or (
                dotted == "asyncio.wait_for" and given[0] in shields
            ):
                found = found or op
            else:
                return None
    return found
