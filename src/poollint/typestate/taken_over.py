"""Objects that a thread or a task gives back when it has come to its end, and not where it fails."""

from __future__ import annotations

from poollint.typestate.base import Seed
from poollint.typestate.leaks import LeakQuery
from poollint.typestate.reports import Report
from poollint.typestate.state import State
from poollint.typestate.ways import lost_on_error

_LANES = frozenset({"thread", "task", "greenlet", "background"})


def lost_by_taker(query: LeakQuery) -> Report | None:
    """A leak inside the function that got the object of a query to work with it and give it back."""
    if query.is_memory():
        return None
    for index, (item, entries) in sorted(query.takers.items(), key=lambda one: one[0]):
        body = query.bodies[item.site, item.arm]
        function = body.function
        if function is None or item.lane not in _LANES or function.filename != query.function.filename:
            continue
        taken = query.inside(function, body.callee, body.args) if body.callee else query.taken
        seed = Seed(0, tuple(sorted(entries)), taken, True)
        lost = lost_on_error(
            LeakQuery(query.summaries, function, seed, State("held", aliases=entries)).solve()
        )
        if lost is None:
            continue
        armed = query.touch(query.ops[index].offsets, item.lane)
        node = (query.first, query.start.key())
        return Report("POOL302", *lost, node, query.seed.op, deferred=armed, lane=item.lane)
    return None
