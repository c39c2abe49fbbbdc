"""What all parts of a query share: the function, the tracked object, reporting, edges.

Invariant: a query follows one object; it never changes the graph or another query.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from poollint.ir import Argument, Callee, Function, Op, root
from poollint.recognise import Acquisition, Recogniser
from poollint.typestate.inside import is_bookkeeping
from poollint.typestate.reports import Report, Summary, Touch
from poollint.typestate.shape import Shape
from poollint.typestate.state import CALM, Pending, State, is_failing

if TYPE_CHECKING:
    from poollint.summaries import Summaries
    from poollint.typestate.query import Query

Edge = tuple[int, State, int]

PLAIN, BACK, ERROR, CANCEL = 1, 10, 100, 1000
"""Costs of edges: the cheapest path to a report is the one that is shown, and gives its confidence."""


class Until(NamedTuple):
    """That who calls a function takes the object back behind it: where it says so, and what runs before."""

    offsets: tuple[int, int]
    first: frozenset[str]


class Seed(NamedTuple):
    """Where the tracked object is born: at operation `op` under `places`, or (op 0) on entry.

    `gone` is the end of a block that has given it back before that.
    """

    op: int
    places: tuple[str, ...]
    taken: Acquisition
    entry: bool = False
    until: Until | None = None
    gone: Touch | None = None

    @property
    def start(self) -> State:
        """The state in which a query on this object starts."""
        if not self.entry:
            return State("unborn")
        return State("held" if self.gone is None else "released", aliases=frozenset(self.places))


class Body(NamedTuple):
    """What a deferral runs: a function of this module, or a call that is not resolved.

    For the latter the binding of an item names places of `call`: `receiver`, `0`, `name`.
    """

    function: Function | None
    callee: Callee | None
    call: Op
    args: tuple[Argument, ...] = ()


class QueryBase:
    """State of one query; `Query` puts the parts together."""

    def __init__(self, summaries: Summaries, function: Function, seed: Seed, start: State) -> None:
        self.summaries = summaries
        self.recogniser: Recogniser = summaries.recogniser(function)
        self.function = function
        self.ops = function.ops
        self.seed = seed
        self.taken = seed.taken
        self.start = start
        # A response outlives its connection: only reading its body needs it.
        self.is_response = seed.taken.spec is not None and seed.taken.spec.kind == "response"
        self.may_be_carried = self.is_response  # in what is returned, its head alone may be wanted
        self.producers = self.recogniser.producers(function)
        self.bodies: dict[tuple[int, int], Body] = {}
        self.reports: dict[tuple[object, ...], Report] = {}
        self.brought: dict[Summary, None] = {}
        self.inner_release: dict[tuple[int, int], Touch] = {}
        self.release_touch: dict[int, Touch] = {}
        self.sent_touch: dict[int, Touch] = {}
        self.touched = False
        self.is_arranged = False  # whether something that runs late was told to give the object back
        self.handed: set[tuple[int, object]] = (
            set()
        )  # where somebody else may become an owner; leak queries only
        self.matched: set[Op] = set()
        self.node: tuple[int, object] = (0, ())
        self.shape: Shape = summaries.shape(function)
        self.rank = self.shape.rank
        self.cancels = self.shape.cancels
        self.text_parts = self.shape.text_parts
        self.with_names = self.shape.with_names
        self.relevant = self._relevant()
        if seed.entry and seed.gone is not None:
            self.release_touch[start.release] = seed.gone

    @property
    def latent(self) -> tuple[tuple[Query, Report], ...]:
        """Faults inside called functions that the calls of this one bring to light."""
        return tuple(one for summary in self.brought for one in summary.latent)

    def _relevant(self) -> frozenset[str]:
        """Roots of all paths to which the tracked object may be copied (flow-insensitive)."""
        seed = self.seed
        found = {root(place) for place in seed.places} | {root(path) for path in self.start.aliases}
        if not seed.entry:
            found |= {root(dst) for dst in (self.ops[seed.op].dst,) if dst}
        return frozenset().union(*map(self.shape.reached, found))

    # Edges

    def forward(self, index: int, state: State, slot: int = 0) -> Iterator[Edge]:
        """The normal edge out of an operation."""
        succ = self.ops[index].succ
        if slot < len(succ):
            yield succ[slot], state, PLAIN

    def fail(self, index: int, state: State, pending: Pending = ("error", "")) -> Iterator[Edge]:
        """The exceptional edge out of an operation."""
        target = self.ops[index].exc
        cut = state.completions[: self.ops[target].depth]
        yield target, state._replace(pending=pending, completions=cut), ERROR

    def fail_awaiting(self, index: int, state: State) -> Iterator[Edge]:
        """The exceptional edges out of a suspension: an error and, where it can be caught, a cancellation."""
        yield from self.fail(index, state)
        yield from self.fail_cancelled(index, state)

    def fail_cancelled(self, index: int, state: State) -> Iterator[Edge]:
        """The edge of a cancellation, for a wait that raises nothing else."""
        if self.cancels and not self.shape.is_shielded(index):
            for target, failed, _ in self.fail(index, state, ("cancel", "CancelledError")):
                yield target, failed, CANCEL

    # Marks and reports

    def touch(self, offsets: tuple[int, int], what: str) -> Touch:
        return Touch(offsets, self.function.qualname, what, self.function.filename)

    def report(
        self,
        code: str,
        state: State,
        index: int,
        late: Touch,
        *,
        deferred: Touch | None = None,
        inner: Touch | None = None,
        lane: str = "",
        release: Touch | None = None,
        made: Touch | None = None,
    ) -> None:
        """Note a fault at operation `index`, under the code that this kind of query has for it."""
        code = self.code_for(code, state, lane)
        if not code:
            return
        first = self.release_touch.get(state.release)
        given = release or first
        if given is None:
            return
        inside = self.taken.evidence == "inside"
        by_use = code in ("POOL101", "POOL103")
        if inside and not by_use:
            return
        if inside or (by_use and self.recogniser.is_idle_list(self.function, self.taken.receiver)):
            if is_bookkeeping(self.recogniser, self.function, state.release, index, late.what):
                return
        name = (code, given, late, deferred)
        if name in self.reports:
            return
        found = Report(code, given, late, self.node, index, deferred, inner, lane, first, made=made)
        self.reports[name] = self.retold(found)

    def code_for(self, code: str, state: State, lane: str) -> str:
        """The code under which a fault is told; empty for what only an uncaught error leads to."""
        return "" if state.implicit else code

    def retold(self, report: Report) -> Report:
        """A report as this kind of query tells it."""
        return report

    def use(
        self, index: int, state: State, offsets: tuple[int, int], what: str, inner: Touch | None = None
    ) -> None:
        """A sure use of the object; a fault where it has been released."""
        self.touched = True
        if state.t == "released":
            code = "POOL103" if self._in_cleanup(index, state.release) else "POOL101"
            self.report(code, state, index, self.touch(offsets, what), inner=inner)

    def _in_cleanup(self, late: int, release: int) -> bool:
        """Whether `late` stands in a handler, `finally` or with exit that encloses the release."""
        if release < 0:
            return False
        before = dict(self.ops[release].region)
        for number, part in self.ops[late].region:
            if number in before and before[number] != part and part in ("handler", "finally", "exit"):
                return True
        return False

    def released(self, index: int, state: State, offsets: tuple[int, int], what: str = "call") -> State:
        """The state after a release at operation `index`."""
        self.release_touch.setdefault(index, self.touch(offsets, what))
        implicit = is_failing(state)
        state = state._replace(t="released", release=index, implicit=implicit, pending=state.pending or CALM)
        if state.sent >= 0:
            self.report("POOL105", state, index, self.sent_touch[state.sent])
        return state
