"""Queries on what follows where a callback, a task or a thread has been told to give the object back.

Other queries leave the object to it. Here it counts as given back from then on, for two things alone: another
release, and what else was told to run late and comes behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from poollint.catalogue import Join
from poollint.ir import Function, Op
from poollint.typestate.base import Seed
from poollint.typestate.query import Query
from poollint.typestate.reports import Report, Touch
from poollint.typestate.state import Item, State

if TYPE_CHECKING:
    from poollint.summaries import Summaries

_CODES = frozenset({"POOL201", "POOL102"})


class ArrangedQuery(Query):
    """Follows one object past the deferral that is to give it back."""

    def solve(self, to_the_end: bool = False) -> ArrangedQuery:
        self.arrangements: dict[int, Item] = {}
        super().solve(to_the_end)
        return self

    def _armed(self, index: int, state: State, item: Item, op: Op, offsets: tuple[int, int]) -> State:
        if state.t == "held" and item.arm >= 0 and item.lane not in ("stack", "copy"):
            if self._gives_surely(state, item):
                self.arrangements[index] = item
                return self.released(index, state, offsets, "arranged")
        return super()._armed(index, state, item, op, offsets)

    def _gives_surely(self, state: State, item: Item) -> bool:
        """Whether a deferral gives the object back whichever way it ends; a release may fail in between.

        That a callback fails is seen by nobody who could give the object back instead.
        """
        outcomes = self.run(state, item)
        normal = {one.t for one in outcomes if one.exit is None or one.exit.kind == "normal"}
        sure = item.lane == "callback" or all(outcome.t != "held" for outcome in outcomes)
        return normal == {"released"} and sure

    def cancelled(self, state: State, op: Op, join: Join) -> State:
        """What is taken back gives nothing back."""
        after = super().cancelled(state, op, join)
        gone = state.items - after.items
        if state.t == "released" and any(item.arm == state.release for item in gone):
            return after._replace(t="unknown")
        return after

    def check(self, index: int, state: State, item: Item) -> None:
        """Callbacks of one thing run in the order in which they were told; those of two in any order."""
        giving = self.arrangements.get(state.release)
        if giving is None or item.lane != "callback" or giving.lane != "callback":
            return
        together = item.handles & giving.handles
        if item.arm > giving.arm if together else item.handles and giving.handles:
            super().check(index, state, item)

    def report(self, code: str, state: State, index: int, late: Touch, **more: object) -> None:
        """Only what follows an arrangement; the rest is the other queries' business."""
        if state.release in self.arrangements and code in _CODES:
            super().report(code, state, index, late, **more)  # type: ignore[arg-type]

    def retold(self, report: Report) -> Report:
        if report.code == "POOL201" and report.first_release is not None:
            return report._replace(deferred=report.first_release)
        return report


def arranged(summaries: Summaries, function: Function, seed: Seed) -> Iterator[tuple[Query, Report]]:
    """What is wrong behind an arranged release of one object."""
    query = ArrangedQuery(summaries, function, seed, seed.start).solve()
    yield from ((query, report) for report in query.reports.values())
