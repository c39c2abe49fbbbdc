"""Queries on statements that go to the pool while a transaction is open on an object taken from it.

A transaction is open inside the block of what `conn.transaction()` gives, and between calls that begin and
end one; then the object has the mark `_OPEN` among its aliases.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from poollint.ir import Callee, Function, Op, Operand, is_within, root
from poollint.typestate.base import Edge, Seed
from poollint.typestate.query import Query
from poollint.typestate.reports import Report, Touch
from poollint.typestate.state import State

if TYPE_CHECKING:
    from poollint.summaries import Summaries

BYPASS = "POOL401"
"""The rule that these queries answer; where it is not selected, they are not asked."""

_OPEN = "%transaction!"


class BypassQuery(Query):
    """Follows one object, and reports statements on its pool while a transaction is open on it."""

    def solve(self, to_the_end: bool = True) -> BypassQuery:
        self.began: dict[int, Touch] = {}
        super().solve(to_the_end)
        return self

    def report(self, code: str, state: State, index: int, *rest: object, **more: object) -> None:
        """What happens after a release is another query's business."""

    # When a transaction is open

    @cached_property
    def _blocks(self) -> dict[int, Touch]:
        """The `with` statements whose block is a transaction of the object, by number."""
        found: dict[int, Touch] = {}
        opening = self.recogniser.names("borrow-block")
        for op in self.ops:
            made = self.producers.get(op.src or "") if op.kind == "enter" else None
            if made is not None and made.callee is not None and made.callee.method in opening:
                if root(made.callee.receiver or "") in self.relevant:
                    found[op.number] = self.touch(made.offsets, "borrowed")
        return found

    @cached_property
    def _opened_at_once(self) -> bool:
        return self.taken.verb in self.recogniser.names("transaction-lender")

    def _open(self, op: Op, state: State) -> Touch | None:
        """Where the transaction began that is open at an operation."""
        for number, part in op.region:
            if part == "body" and number in self._blocks:
                return self._blocks[number]
        if _OPEN in state.aliases:
            return next(iter(self.began.values()), None)
        if self._opened_at_once:
            return self.touch(self.ops[self.seed.op].offsets, "borrowed")
        return None

    def invoke(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        assert op.callee is not None
        edges = super().invoke(at, op, state)
        if state.t != "held":
            yield from edges
            return
        names, method = self.recogniser.names, op.callee.method or ""
        inner = self._statement(self.function, op, self.taken.receiver)
        if inner is not None:
            began = self._open(op, state)
            if began is not None:
                self._found(at, op, began, inner)
        on_object = self._speaks_to(op.callee.receiver, state)
        for target, after, cost in edges:
            if on_object and method in names("transaction-start"):
                self.began.setdefault(at, self.touch(op.offsets, "borrowed"))
                after = after._replace(aliases=after.aliases | {_OPEN})
            elif on_object and method in names("transaction-end"):
                after = after._replace(aliases=after.aliases - {_OPEN})
            yield target, after, cost

    def _speaks_to(self, receiver: Operand, state: State) -> bool:
        """Whether a method is called on the object, or on what a method of it gave."""
        if receiver is None:
            return False
        made = self.producers.get(receiver)
        if made is not None and made.kind == "await" and made.src:
            made = self.producers.get(made.src, made)
        origin = made.callee.receiver if made is not None and made.callee is not None else None
        return receiver in state.aliases or (origin is not None and origin in state.aliases)

    # Statements on the pool

    def _statement(self, function: Function, op: Op, pool: str, deep: bool = True) -> Touch | None:
        """The statement that a call sends to `pool`, by itself or in a function of the project."""
        callee = op.callee
        if callee is None or not pool or (function.is_async and not self._is_carried_out(op)):
            return None
        if self._is_statement(function, callee, pool):
            return Touch(op.offsets, function.qualname, "statement", function.filename)
        called = self.summaries.resolve(function, callee) if deep else None
        if called is None or called is function or called.is_generator:
            return None
        inside = self._pool_inside(called, callee, op, pool)
        for other in called.ops if inside else ():
            if other.kind == "call":
                found = self._statement(called, other, inside, deep=False)
                if found is not None:
                    return found
        return None

    def _is_carried_out(self, op: Op) -> bool:
        return "awaited" in op.flags or (self.taken.spec is not None and not self.taken.spec.coroutines)

    def _is_statement(self, function: Function, callee: Callee, pool: str) -> bool:
        recogniser = self.summaries.recogniser(function)
        if callee.method is None or recogniser.receiver(function, callee.receiver) != pool:
            return False
        spec = self.taken.spec
        return callee.method in (spec.statements if spec is not None else recogniser.names("pool-statement"))

    def _pool_inside(self, called: Function, callee: Callee, op: Op, pool: str) -> str:
        """What the body of a called function names the pool; empty where it doesn't have it."""
        own = callee.receiver
        params = list(called.params)
        if called.is_method and callee.method is not None and params:
            first = params.pop(0)
            if own is not None and is_within(pool, own) and pool != own:
                return first + pool[len(own) :]
        for position, argument in enumerate(op.args):
            text = self.recogniser.receiver(self.function, argument.value) if argument.value else ""
            if text == pool and not argument.star:
                if argument.keyword is not None:
                    return argument.keyword if argument.keyword in called.params else ""
                return params[position] if position < len(params) else ""
        first = root(pool)
        return pool if callee.method is None and first not in called.locals and first in called.free else ""

    def _found(self, at: int, op: Op, began: Touch, inner: Touch) -> None:
        place = self.touch(op.offsets, "statement")
        told = Report(BYPASS, place, place, self.node, at, borrowed=began)
        if inner.offsets != op.offsets or inner.filename != place.filename:
            told = Report(BYPASS, place, place, self.node, at, inner=inner, borrowed=began)
        self.reports.setdefault((BYPASS, place), told)


def bypasses(summaries: Summaries, function: Function, seed: Seed) -> Iterator[tuple[Query, Report]]:
    """The statements that go past the transaction of one object, straight to its pool."""
    spec = seed.taken.spec
    if seed.entry or not seed.taken.receiver or (spec is not None and not spec.statements):
        return
    query = BypassQuery(summaries, function, seed, State("unborn")).solve()
    yield from ((query, report) for report in query.reports.values())
