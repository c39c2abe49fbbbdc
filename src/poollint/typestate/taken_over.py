"""Objects that a thread or a task gives back when it has come to its end, and not where it fails."""

from __future__ import annotations

from poollint.typestate.base import Seed
from poollint.typestate.leaks import LeakQuery
from poollint.typestate.reports import Report
from poollint.typestate.state import State
from poollint.typestate.ways import leaking_ways

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
        inside = LeakQuery(query.summaries, function, seed, State("held", aliases=entries)).solve()
        way = next((way for way in leaking_ways(inside) if way.how == "error"), None)
        given = min(inside.release_touch.values(), key=lambda touch: touch.offsets, default=None)
        if way is None or given is None or any(way.how == "plain" for way in leaking_ways(inside)):
            continue
        late = inside.touch(function.ops[way.leaves].offsets, "error")
        armed = query.touch(query.ops[index].offsets, item.lane)
        node = (query.first, query.start.key())
        return Report("POOL302", given, late, node, query.seed.op, deferred=armed, lane=item.lane)
    return None
