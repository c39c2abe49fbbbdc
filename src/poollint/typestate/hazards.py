"""Queries on what only an error or a cancellation brings about: the release runs, the deferral goes on.

A cancellation reaches a suspension whether or not a handler of the function could catch it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from poollint.ir import Function, Op
from poollint.names import plain_verb
from poollint.recognise.evidence import words_of
from poollint.typestate.base import ERROR, Edge, Seed
from poollint.typestate.query import Query
from poollint.typestate.reports import Report
from poollint.typestate.state import State

if TYPE_CHECKING:
    from poollint.summaries import Summaries

HAZARDS = frozenset({"POOL403", "POOL404"})
"""The rules that these queries answer; where none is selected, they are not asked."""


class HazardQuery(Query):
    """Reports deferrals that still hold the object when a pending error or cancellation gives it back."""

    def __init__(self, summaries: Summaries, function: Function, seed: Seed, start: State) -> None:
        super().__init__(summaries, function, seed, start)
        self.cancels = True

    def invoke(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        """What only logs, counts or notifies, and what a scheduler will run, is taken not to fail here."""
        assert op.callee is not None
        words = words_of(plain_verb(op.callee.method or op.callee.path or "").lower())
        quiet = words & self.recogniser.names("bookkeeping-word") and not self.places(state, op)
        edges = super().invoke(at, op, state)
        if quiet or self.is_started(op):
            edges = (edge for edge in edges if edge[2] != ERROR)
        yield from edges

    def on_abort(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        """What a framework lends for a call it takes back as well where the call fails."""
        until = self.seed.until
        if until is not None and state.t == "held":
            by_itself = state.pending[0] != "raise"
            state = self._taken_back(index, state, until)._replace(implicit=by_itself)
        return super().on_abort(index, op, state)

    def _is_collected_coroutine(self, op: Op, places: list[int | str]) -> bool:
        return False  # what a `gather` has not begun, when another fails, works on nothing yet

    def code_for(self, code: str, state: State, lane: str) -> str:
        if code != "POOL104" or not state.implicit or lane == "device":
            return ""
        return "POOL403" if lane == "thread" else "POOL404"


def hazards(summaries: Summaries, function: Function, seed: Seed) -> Iterator[tuple[Query, Report]]:
    """The deferrals of one object that outlive an error or a cancellation."""
    if not seed.entry or seed.until is not None:
        query = HazardQuery(summaries, function, seed, seed.start)
        query.solve()
        yield from ((query, report) for report in query.reports.values())
