"""Queries on what only an error or a cancellation brings about: the release runs, the deferral goes on.

A cancellation reaches a suspension whether or not a handler of the function could catch it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from poollint.ir import Function
from poollint.typestate.base import Seed
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

    def code_for(self, code: str, state: State, lane: str) -> str:
        if code != "POOL104" or not state.implicit:
            return ""
        return "POOL403" if lane == "thread" else "POOL404"


def hazards(summaries: Summaries, function: Function, seed: Seed) -> Iterator[tuple[Query, Report]]:
    """The deferrals of one object that outlive an error or a cancellation."""
    if not seed.entry:
        query = HazardQuery(summaries, function, seed, State("unborn"))
        query.solve()
        yield from ((query, report) for report in query.reports.values())
