"""Objects that the `__exit__` of a class gives back, unless one of its own steps before that fails.

`__enter__` takes a connection out, `__exit__` resets it and puts it back: where resetting raises, nobody
comes to it any more.
"""

from __future__ import annotations

from poollint.ir import Function
from poollint.typestate.base import Seed
from poollint.typestate.leaks import LeakQuery
from poollint.typestate.reports import Report
from poollint.typestate.state import State
from poollint.typestate.ways import lost_on_error

_EXITS = {"__enter__": "__exit__", "__aenter__": "__aexit__"}


def lost_at_exit(query: LeakQuery) -> Report | None:
    """A leak of what an `__enter__` has stored, inside the `__exit__` of its class."""
    function = _exit_of(query)
    if function is None or not function.params or not query.function.params or query.is_memory():
        return None
    own = query.function.params[0] + "."
    for path in sorted({path for way in query.exits if way.kind == "normal" for path in way.aliases}):
        attribute = path[len(own) :]
        if not path.startswith(own) or not attribute.isidentifier():
            continue
        places = frozenset({f"{function.params[0]}.{attribute}"})
        seed = Seed(0, tuple(places), query.taken, True)
        lost = lost_on_error(
            LeakQuery(query.summaries, function, seed, State("held", aliases=places)).solve()
        )
        if lost is not None:
            return Report("POOL302", *lost, (query.first, query.start.key()), query.seed.op)
    return None


def _exit_of(query: LeakQuery) -> Function | None:
    """The `__exit__` beside an `__enter__`, in the same class."""
    name, owner = _EXITS.get(query.function.name), query.function.class_name
    if name is None or owner is None:
        return None
    module = query.summaries.module(query.function)
    facts = module.classes.get(owner)
    qualname = facts.methods.get(name) if facts is not None else None
    return module.function(qualname) if qualname is not None else None
