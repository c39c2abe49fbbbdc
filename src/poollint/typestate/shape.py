"""What all queries on one function share: its edges, ranks, and which operations can still matter.

Invariant: nothing here depends on the object that is tracked; it is computed once for a function.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from poollint.flow import reverse_postorder
from poollint.graph import components
from poollint.ir import Atom, Function, Op, root
from poollint.typestate.state import State

_LARGE = 100
_NONE = frozenset[str]()


class Shape:
    """The graph of a function as numbers."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.ops = function.ops
        self.number = {op: index for index, op in enumerate(self.ops)}
        self.edges = [[*op.succ, *op.labels.values(), op.exc] for op in self.ops]
        self.edges[function.exit] = []
        self.edges[function.abort] = []
        self.rank = reverse_postorder(self.edges)
        self.cancels = any(
            name in ("BaseException", "CancelledError")
            for op in self.ops
            for names in op.catches
            for name in names
        )
        self.text_parts = {
            op.atom.text: op.atom.parts for op in self.ops if op.atom is not None and op.atom.kind == "text"
        }
        self.prefix: list[State] = []
        """How an object that is not born comes to the operations of `chain`, as far as that is known."""
        self._last: dict[str, int] = {}
        self._reached: dict[frozenset[str], frozenset[str]] = {}
        self._mentioning: dict[frozenset[str], set[int]] = {}

    @cached_property
    def rebound(self) -> frozenset[str]:
        """The names that functions nested in this one write."""
        return frozenset().union(*(op.function.writes for op in self.ops if op.function is not None))

    def is_shielded(self, index: int) -> bool:
        """Whether an operation stands in a block to which no cancellation comes from outside."""
        return any(part == "body" and number in self._shields for number, part in self.ops[index].region)

    @cached_property
    def _shields(self) -> frozenset[int]:
        """The numbers of `with` statements of scopes like `CancelScope(shield=True)`."""
        scopes = {
            op.dst
            for op in self.ops
            if op.kind == "call" and any(a.keyword == "shield" and a.value == "=True" for a in op.args)
        }
        return frozenset(op.number for op in self.ops if op.kind == "enter" and op.src in scopes)

    @cached_property
    def predecessors(self) -> list[list[int]]:
        found: list[list[int]] = [[] for _ in self.ops]
        for index, targets in enumerate(self.edges):
            for target in targets:
                found[target].append(index)
        return found

    @cached_property
    def chain(self) -> list[int]:
        """The operations at the beginning that every path passes, one after the other and once."""
        found = [0]
        while True:
            ways = set(self.edges[found[-1]]) - {self.function.abort}
            if len(ways) != 1 or any(self.predecessors[way] != found[-1:] for way in ways):
                return found
            found.extend(ways)

    @cached_property
    def mentions(self) -> dict[str, list[int]]:
        """The operations that mention each root: read, write, pass, test or capture it."""
        found: dict[str, list[int]] = {}
        calls = {op.dst: op for op in self.ops if op.kind == "call" and op.dst}
        for index, op in enumerate(self.ops):
            names = _roots(op)
            if op.kind == "await" and op.src in calls:
                names |= _roots(calls[op.src])  # carried out here
            for name in names:
                found.setdefault(name, []).append(index)
        return found

    def mentioning(self, roots: frozenset[str]) -> set[int]:
        """The operations from which one that mentions one of these roots can be reached. Don't change it."""
        found = self._mentioning.get(roots)
        if found is None:
            found = self.leading_to(index for name in roots for index in self.mentions.get(name, ()))
            self._mentioning[roots] = found
        return found

    def last_mention(self, name: str) -> int:
        """The highest rank of an operation that mentions a temporary, or another that is made with it."""
        found = self._last.get(name)
        if found is None:
            self._last[name] = found = -1
            for index in self.mentions.get(name, ()):
                made = self.ops[index].dst
                inner = self.last_mention(made) if made is not None and made.startswith("%") else -1
                found = max(found, self.rank[index], inner)
            self._last[name] = found
        return found

    def leading_to(self, goals: Iterable[int]) -> set[int]:
        """The operations from which one of `goals` can be reached."""
        seen = set(goals)
        stack = list(seen)
        while stack:
            for index in self.predecessors[stack.pop()]:
                if index not in seen:
                    seen.add(index)
                    stack.append(index)
        return seen

    @cached_property
    def flows(self) -> dict[str, set[str]]:
        """Root to the roots that may get a value of it (flow-insensitive)."""
        found: dict[str, set[str]] = {}
        for op in self.ops:
            if op.dst is None:
                continue
            sources: list[str | None] = []
            if op.kind in ("assign", "collect", "await", "enter", "next", "return"):
                sources = [op.src, op.how] if "slice" in op.flags else [op.src]
            elif op.kind == "call":
                sources = [argument.value for argument in op.args]
                if op.callee is not None:
                    sources.append(op.callee.receiver)
            targets = {root(op.dst)}
            if op.callee is not None and op.callee.receiver is not None:
                targets.add(root(op.callee.receiver))  # `out.append(conn)`: the container holds it now
            for source in sources:
                if source and not source.startswith("="):
                    found.setdefault(root(source), set()).update(targets)
        return found

    def reached(self, name: str) -> frozenset[str]:
        """A root and all to which its value may flow, over any number of steps."""
        cycle = self._cycles.get(name)
        if cycle is not None and cycle in self._reached:
            return self._reached[cycle]
        found, pending = {name}, [name]
        while pending:
            one = pending.pop()
            known = self._reached.get(self._cycles.get(one, _NONE))
            if known is not None:
                found |= known
                continue
            for other in self.flows.get(one, ()):
                if other not in found:
                    found.add(other)
                    pending.append(other)
        result = frozenset(found)
        if cycle is not None:
            self._reached[cycle] = result
        return result

    @cached_property
    def _cycles(self) -> dict[str, frozenset[str]]:
        """Roots with the large groups whose values flow to each other: they reach the same."""
        found: dict[str, frozenset[str]] = {}
        if len(self.ops) > _LARGE:
            seen: set[str] = set()
            for name in self.flows:
                if name in seen:
                    continue
                for members in components(name, lambda one: self.flows.get(one, ()), seen):
                    seen.update(members)
                    if len(members) > _LARGE:
                        found.update(dict.fromkeys(members, frozenset(members)))
        return found

    @cached_property
    def _has_loops(self) -> bool:
        return any(
            self.rank[to] <= rank for rank, edges in zip(self.rank, self.edges, strict=True) for to in edges
        )

    def is_asked_again(self, atom: Atom) -> bool:
        """Whether what a test says can matter to any other operation."""
        if atom.kind == "text" or atom.path is None:
            return True
        name = root(atom.path)
        return self._has_loops or name in self.function.params or len(self.mentions.get(name, ())) > 1

    @cached_property
    def with_names(self) -> dict[int, set[str]]:
        """The paths that name the manager of each `with`: what it was made as, and its `as` target."""
        found: dict[int, set[str]] = {}
        entered: dict[str, int] = {}
        managers: dict[str, int] = {}
        for op in self.ops:
            if op.kind == "enter" and op.dst:
                found[op.number] = {op.dst, *([op.src] if op.src else [])}
                entered[op.dst] = op.number
                if op.src:
                    managers[op.src] = op.number
        for op in self.ops:
            if op.kind == "assign" and op.dst and op.src in entered:
                found[entered[op.src]].add(op.dst)
            elif op.kind == "assign" and op.src and op.dst in managers:
                found[managers[op.dst]].add(op.src)
        return found


def _roots(op: Op) -> set[str]:
    names = [op.dst, op.src]
    if op.callee is not None:
        names += [op.callee.path, op.callee.receiver]
    for argument in op.args:
        names.append(argument.value)
        names.extend(argument.items or ())
    if op.atom is not None:
        names.append(op.atom.path)
    found = {root(name) for name in names if name and not name.startswith("=")}
    found |= {root(value) for _, value in op.defaults if value}
    if op.function is not None:
        found |= op.function.free
    return found
