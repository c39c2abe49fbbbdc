"""Ways out of a solved leak query: the cheapest one on which the object is still held, and where it leaves.

What the query noted on the way is judged here, on the graph of its states: where somebody else may own
the object after a call, and no release follows, the way ends; so it does behind `if ...: release(obj)`
where the condition is one of the program's own, of which the analysis knows nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from poollint.ir import Op, root
from poollint.typestate.base import CANCEL, ERROR
from poollint.typestate.leaks import LeakQuery
from poollint.typestate.reports import Touch
from poollint.typestate.state import State

Node = tuple[int, Hashable]
Sources = dict[Node, list[Node]]
"""The nodes that plain ways pass, each with those from which they come to it."""
Cost = tuple[int, int, int]
_ALIASES = State._fields.index("aliases")
How = Literal["plain", "error", "cancel"]
_GUARDED = 60
"""How many operations an `if` around a release may hold, and what stands between it and its end."""


class Way(NamedTuple):
    """A way out on which the object is held: how it fails, and the operations on it in order of time."""

    how: How
    end: Node
    ops: tuple[int, ...]
    leaves: int


def leaking_ways(query: LeakQuery) -> list[Way]:
    """The cheapest leaking way of each kind: by plain edges, with an error, with a cancellation alone."""
    before, costs = _cheapest(query)
    found: dict[How, Way] = {}
    ends = [node for node in costs if node in query.held_at]  # in order, whatever the hashes are
    for end in sorted(ends, key=lambda node: (costs[node], node[0])):
        cancelled, failed, _ = costs[end]
        how: How = "cancel" if cancelled else "error" if failed else "plain"
        if how not in found:
            found[how] = _way(query, how, end, before)
    return list(found.values())


def lost_on_error(query: LeakQuery) -> tuple[Touch, Touch] | None:
    """Where a function that else gives the object back loses it by an error: the release, and the error."""
    ways = leaking_ways(query)
    given = min(query.release_touch.values(), key=lambda touch: touch.offsets, default=None)
    way = next((way for way in ways if way.how == "error"), None)
    if way is None or given is None or any(way.how == "plain" for way in ways):
        return None
    return given, query.touch(query.ops[way.leaves].offsets, "error")


def _way(query: LeakQuery, how: How, end: Node, before: dict[Node, Node]) -> Way:
    nodes = [end]
    while nodes[-1] in before:
        nodes.append(before[nodes[-1]])
    nodes.reverse()
    born = next((i for i in range(1, len(nodes)) if _is_unborn(nodes[i - 1]) and not _is_unborn(nodes[i])), 0)
    ends = query.ops[nodes[-1][0]].kind in ("exit", "abort")
    leaves = nodes[-1 if ends or len(nodes) < 2 else -2][0]  # else its last name is bound anew there
    for here, there in pairwise(nodes[born:]):
        op = query.ops[here[0]]
        failed = query.solution.edges[here][there] >= ERROR and op.kind not in ("dispatch", "complete")
        if failed if how != "plain" else op.kind == "return" or _is_left_behind(op, there):
            leaves = here[0]
    return Way(how, end, tuple(index for index, _ in nodes[born:]), leaves)


def _is_left_behind(op: Op, there: Node) -> bool:
    """Whether an operation is the `continue` with which a loop turns away from an object it still names."""
    return op.how == "continue" and isinstance(there[1], tuple) and bool(there[1][_ALIASES])


def _is_unborn(node: Node) -> bool:
    return _is(node, "unborn")


def _is(node: Node, typestate: str) -> bool:
    return isinstance(node[1], tuple) and node[1][0] == typestate


class Loss(NamedTuple):
    """Where a plain leaking way lets go of the object: the operation, and the object's names before it.

    It is a `return`, a `raise`, what takes the last name away, or the exit itself. `is_sure`: whoever comes
    there holds the object, and nothing gives it back afterwards.
    """

    op: int
    names: frozenset[str]
    is_sure: bool


def losses(query: LeakQuery, sources: Sources, name: str | None = None) -> list[Loss]:
    """Every place at which a plain leaking way lets go of the object, or of its name `name` alone."""

    def names_at(node: Node) -> frozenset[str]:
        return _names(node) if name is None else _names(node) & {name}

    found: dict[int, frozenset[str]] = {}
    for end in sources.keys() & query.held_at:
        seen = {end}
        stack = [end]
        while stack:
            here = stack.pop()
            for source in sources[here]:
                kind = query.ops[source[0]].kind
                if names_at(source) and (kind in ("return", "raise") or not names_at(here)):
                    found[source[0]] = found.get(source[0], names_at(source)) & names_at(source)
                elif _is_unborn(source):
                    # Nothing has let go of it between the acquisition and the exit: the exit does.
                    found[end[0]] = found.get(end[0], names_at(end)) & names_at(end)
                elif source not in seen:
                    seen.add(source)
                    stack.append(source)
    return [Loss(op, names, _is_sure(query, op, names)) for op, names in sorted(found.items()) if names]


def keeps_by_choice(query: LeakQuery, sources: Sources) -> bool:
    """Whether a plain way keeps the object or hands it on, which is taken to be meant and no leak."""
    start: Node = (query.first, query.start.key())
    seen = {start}
    stack = [start]
    while stack:
        for there, step in query.solution.edges.get(stack.pop(), {}).items():
            if step < ERROR and there not in seen:
                seen.add(there)
                stack.append(there)
    kept = {node for node in seen if query.ops[node[0]].kind == "exit" and _is(node, "held")}
    return not kept <= query.held_at & sources.keys()


def plain_sources(query: LeakQuery) -> Sources:
    """The nodes that plain ways pass, each with those from which they come to it."""
    steps = _Steps(query)
    start: Node = (query.first, query.start.key())
    sources: Sources = {start: []}
    stack = [start]
    while stack:
        here = stack.pop()
        for there, step in steps.out(here):
            if step < ERROR:
                if there not in sources:
                    sources[there] = []
                    stack.append(there)
                sources[there].append(here)
    return sources


def _names(node: Node) -> frozenset[str]:
    """The plain names of the object in the state of a node."""
    state = node[1]
    aliases = state[_ALIASES] if isinstance(state, tuple) else ()
    return frozenset(alias for alias in aliases if alias.isidentifier())


def _is_sure(query: LeakQuery, at: int, names: frozenset[str]) -> bool:
    """Whether every state at an operation holds the object by these names, nobody has got it before, and
    nothing gives it back later.
    """
    edges = query.solution.edges
    seen = {node for node in edges if node[0] == at}
    if not seen or not all(_is(node, "held") and names <= _names(node) for node in seen):
        return False
    if at in _not_followed(query):
        return False
    if not _leading_to(edges, seen).isdisjoint(query.handed):
        return False
    stack = list(seen)
    while stack:
        here = stack.pop()
        if here in query.given or here in query.settled or here in query.handed:
            return False
        for there in edges.get(here, ()):
            if there not in seen:
                seen.add(there)
                stack.append(there)
    return True


def _not_followed(query: LeakQuery) -> set[int]:
    """The operations behind those at which the query has lost sight of a way: the object is not taken out on
    it, or nobody knows what became of it. There the names may hold something else.
    """
    edges = query.solution.edges
    # Behind the acquisition the object is that of this turn or of another one: there the names hold it.
    lost = (node for here, out in edges.items() for node in out if here[0] != query.seed.op)
    ends = {node for node in lost if not edges.get(node)}
    stack = [node[0] for node in ends if _is_unborn(node) or _is(node, "unknown")]
    seen = set(stack)
    while stack:
        op = query.ops[stack.pop()]
        for there in (*op.succ, *op.labels.values()):
            if there not in seen:
                seen.add(there)
                stack.append(there)
    return seen


class _Steps:
    """The steps of the graph that a leaking way may take."""

    def __init__(self, query: LeakQuery) -> None:
        self._query = query
        self._guards = _guards(query)
        edges, goals = query.solution.edges, query.given | query.settled
        self._trusted = _leading_to(edges, goals)
        # Who closes an object, and gives it back only where the rest fails, has given it up.
        self._plainly = _leading_to(edges, goals, plain=True)
        self._soft = () if _gives_back_plainly(query) else query.derived

    def out(self, here: Node) -> Iterator[tuple[Node, int]]:
        query, trusted = self._query, self._trusted
        out = query.solution.edges.get(here, {})
        taking = self._plainly if here in query.closed else trusted
        gone = here not in trusted or not any(step < ERROR and there in taking for there, step in out.items())
        for there, step in out.items():
            if gone and here in query.handed and (step < ERROR or not _undoes(out, trusted)):
                continue
            if gone and here in self._soft and step < ERROR:
                continue
            if (here[0], there[0]) not in self._guards:
                yield there, step


def _cheapest(query: LeakQuery) -> tuple[dict[Node, Node], dict[Node, Cost]]:
    """Where each node that a leaking way may pass is reached from, and at which cost."""
    steps = _Steps(query)
    start: Node = (query.first, query.start.key())
    costs: dict[Node, Cost] = {start: (0, 0, 0)}
    before: dict[Node, Node] = {}
    queue: list[tuple[Cost, int, Node]] = [((0, 0, 0), 0, start)]
    counter = 0
    while queue:
        cost, _, here = heapq.heappop(queue)
        if cost > costs[here]:
            continue
        for there, step in steps.out(here):
            total = (
                cost[0] + (step >= CANCEL),
                cost[1] + (ERROR <= step < CANCEL),
                cost[2] + (step if step < ERROR else 1),
            )
            if there not in costs or total < costs[there]:
                costs[there] = total
                before[there] = here
                counter += 1
                heapq.heappush(queue, (total, counter, there))
    return before, costs


def _undoes(out: dict[Node, int], trusted: set[Node]) -> bool:
    """Whether the function takes an object back that it failed to hand on: some handler releases it."""
    return any(step >= ERROR and there in trusted for there, step in out.items())


def _gives_back_plainly(query: LeakQuery) -> bool:
    """Whether a path without an error comes to a release: only then does the function keep the object."""
    seen: set[Node] = {(query.first, query.start.key())}
    stack = list(seen)
    while stack:
        here = stack.pop()
        if here in query.given:
            return True
        for there, step in query.solution.edges.get(here, {}).items():
            if step < ERROR and there not in seen:
                seen.add(there)
                stack.append(there)
    return False


def _leading_to(edges: dict[Node, dict[Node, int]], goals: Iterable[Node], plain: bool = False) -> set[Node]:
    """The nodes from which one of `goals` can be reached; with `plain` by edges without an error."""
    sources: dict[Node, list[Node]] = {}
    for here, out in edges.items():
        for there, step in out.items():
            if step < ERROR or not plain:
                sources.setdefault(there, []).append(here)
    seen = set(goals)
    stack = list(seen)
    while stack:
        for node in sources.get(stack.pop(), ()):
            if node not in seen:
                seen.add(node)
                stack.append(node)
    return seen


def _guards(query: LeakQuery) -> set[tuple[int, int]]:
    """(branch, successor) of every `if` that does nothing but release: the way past the release."""
    releases = {index for index, _ in query.given}
    used = _uses(query)
    found: set[tuple[int, int]] = set()
    for index, op in enumerate(query.ops):
        if op.kind == "branch" and len(op.succ) == 2 and not _asks_for_object(query, op):
            for inside, past in (op.succ, op.succ[::-1]):
                if _is_guarded(query, inside, past, releases, used):
                    found.add((index, past))
    return found


def _uses(query: LeakQuery) -> set[int]:
    """The operations that name the object, by the names that it is bound to."""
    names = set(query.seed.places)
    for op in query.ops:
        if op.kind == "assign" and op.src in names and op.dst:
            names.add(op.dst)
    return {
        index
        for name in names
        for index in query.shape.mentions.get(root(name), ())
        if query.ops[index].kind in ("call", "await", "next", "enter", "return", "yield")
        and "awaited" not in query.ops[index].flags  # its `await` is what runs
    }


def _asks_for_object(query: LeakQuery, op: Op) -> bool:
    """`if conn is not None:` is no condition of the program's own: true as long as `conn` is the object."""
    atom = op.atom
    return (
        atom is not None
        and atom.path is not None
        and atom.kind in ("truth", "none")
        and atom.path in query.relevant
        and not atom.path.startswith("%")
    )


def _is_guarded(query: LeakQuery, here: int, past: int, releases: set[int], used: set[int]) -> bool:
    """Whether the straight way from `here` to `past` does nothing with the object but release it."""
    released = False
    for _ in range(_GUARDED):
        if here == past:
            return released
        if here in used and here not in releases:
            return False
        released = released or here in releases
        succ = query.ops[here].succ
        if len(succ) == 2 and past in succ:
            here = succ[0] if succ[1] == past else succ[1]
            if released:
                return True
        elif len(succ) == 1 and succ[0] > here:
            here = succ[0]
        else:
            return False  # also where a loop goes on to its next turn: the way past has left it
    return False
