"""One run of one program: the decisions it takes, the events it causes, the faults they amount to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from types import FrameType, GeneratorType
from typing import TYPE_CHECKING, Literal

from .layout import Layout

if TYPE_CHECKING:
    from .jobs import Job

PROGRAM = "<program>"
RUNNING = "run_of_a_program"  # below it on the stack, nothing is the program's
AWAITING = "o_awaiting_what_is_yielded"  # waits in place of a generator of the program
MAX_DECISIONS = 80
MAX_RAISES = 2
MAX_SCHEDULING = 6
MAX_CALLS = 1500

Family = Literal["late", "double", "unawaited"]
Lane = Literal["main", "callback", "task", "thread", "consumer"]
# written: a fault that the default rules must report. implicit: it needs an error or cancellation that
# nothing in the program handles. borrowed: through a value that lives off the object, which has a rule of
# its own. doubtful: the design leaves it open, so it is not scored.
PathKind = Literal["written", "implicit", "borrowed", "doubtful"]


class Stop(BaseException):
    """Ends a run from the inside: the path is longer than the bound, or everybody waits for somebody."""


@dataclass(frozen=True, order=True)
class Violation:
    """One thing that went wrong along one path, with the rows of the release and of the late reference."""

    family: Family
    path: PathKind
    lane: Lane
    release_row: int
    late_row: int
    # all rows of the program that were being executed at the one or at the other
    rows: tuple[int, ...] = ()


class Decisions:
    """The decision string: a prefix that is replayed, then zeros; all choices are kept with their arity."""

    def __init__(self, prefix: tuple[int, ...]) -> None:
        self.prefix = prefix
        self.taken: list[tuple[int, int]] = []

    def choose(self, arity: int) -> int:
        """Pick one of `arity` ways to go on."""
        place = len(self.taken)
        if place >= MAX_DECISIONS:
            raise Stop("too many decisions")
        pick = self.prefix[place] if place < len(self.prefix) else 0
        self.taken.append((pick, arity))
        return pick

    def siblings(self) -> Iterator[tuple[int, ...]]:
        """The prefixes that differ from this run in exactly one later decision."""
        picks = [pick for pick, _ in self.taken]
        for place in range(len(self.prefix), len(self.taken)):
            for other in range(1, self.taken[place][1]):
                yield (*picks[:place], other)


class UnknownError(Exception):
    """What an opaque call raises when it raises nothing that the program names."""


@dataclass
class Tenure:
    """One object from its acquisition on; with `noop` its pool ignores a second release."""

    noop: bool = False
    has_books: bool = False  # its pool is written here and may note things on it
    reconnects: bool = False  # used late by its own function it begins anew; only sharing it is wrong
    state: Literal["held", "released", "unknown"] = "held"
    release_row: int = 0
    rows: frozenset[int] = frozenset()
    is_settling: bool = False
    handed: bool = False  # somebody else may own it
    # written, or the error that was pending when the release ran
    pending: BaseException | None = None


@dataclass
class World:
    """The state of one run, shared by pools, opaque values, lanes and the event loop."""

    decisions: Decisions
    layout: Layout
    resolve: Callable[[str], type[BaseException]]  # the class behind a name that stands in a handler
    may_cancel: bool = False
    all_raise: bool = False  # the calls of the entry function raise, whether or not anything handles that
    may_fail: bool = False  # calls that hardly ever raise do so, too; what follows from that is doubtful
    lane: Lane = "main"
    origin: tuple[int, ...] = ()  # the rows at which what runs now was made to run later
    errors: tuple[type[BaseException], ...] | None = None
    calls: int = 0
    lendings: list[tuple[Tenure, tuple[int, ...]]] = field(default_factory=list)
    lent: int = 0  # how many objects were lent, or came back
    raises: int = 0
    scheduling: int = 0
    cancelled: bool = False
    failed: bool = False
    locks: int = 0  # how many locks are held
    shelved: list[tuple[Tenure, tuple[int, ...]]] = field(default_factory=list)
    in_loop: bool = False
    jobs: list[Job] = field(default_factory=list)
    after: list[Job] = field(default_factory=list)  # runs when the entry function has returned
    linked: list[Job] = field(default_factory=list)  # when that behind which they stand is done
    at_exit: list[Job] = field(default_factory=list)  # when the process, the test or the request ends
    sent: list[tuple[object, int]] = field(default_factory=list)
    found: list[Violation] = field(default_factory=list)
    invalid: list[str] = field(default_factory=list)

    def choose(self, arity: int) -> int:
        """Pick one of `arity` ways to go on."""
        return self.decisions.choose(arity) if arity > 1 else 0

    def schedule(self, arity: int) -> int:
        """Pick who runs next; beyond the bound always the first."""
        if arity < 2 or self.scheduling >= MAX_SCHEDULING:
            return 0
        self.scheduling += 1
        return self.decisions.choose(arity)

    def may_raise(self) -> None:
        """An opaque call has worked: raise one of the errors that the program tells apart, or don't."""
        if self.raises >= MAX_RAISES or not self._is_guarded():
            return
        if self.errors is None:
            self.errors = (UnknownError, *dict.fromkeys(self.resolve(name) for name in self.layout.errors))
        pick = self.choose(1 + len(self.errors))
        if pick:
            self.raises += 1
            raise self.errors[pick - 1]("raised by an opaque call")

    def count_call(self) -> None:
        """Something opaque was called; a program that calls for ever is stopped."""
        self.calls += 1
        if self.calls > MAX_CALLS:
            raise Stop("too many calls")

    def may_fail_to_start(self) -> None:
        """A call that is taken not to raise: it does so where doubtful faults are asked for."""
        if self.may_fail:
            before = self.raises
            try:
                self.may_raise()
            finally:
                self.failed = self.failed or self.raises > before

    def _is_guarded(self) -> bool:
        if self.lane in ("task", "thread"):
            return bool(self.layout.guarded)
        if self.all_raise and self.lane in ("main", "consumer"):
            return next(program_frames(), None) is not None
        return any(frame.f_lineno in self.layout.guarded for frame in program_frames())

    def release(self, tenure: Tenure, pending: BaseException | None = None) -> None:
        """The object goes back, once. `pending` is the error that a `with` exit was told of."""
        row = current_row()
        if tenure.state == "released" and not tenure.noop:
            self._record("double", tenure, row)
        if tenure.state == "held":
            tenure.state = "released"
            tenure.release_row = row
            tenure.rows = frozenset((*rows_now(), *self.origin))
            tenure.pending = pending or self._pending()

    def shelve(self, tenure: Tenure) -> None:
        """The object lies where others take from, as soon as they can."""
        self.shelved.append((tenure, rows_now()))
        if not self.in_loop and not self.locks:
            self.let_others_in()

    def let_others_in(self) -> None:
        """Whoever takes from a shelf may do so now."""
        for tenure, rows in self.shelved:
            if tenure.state == "held":
                tenure.state, tenure.release_row, tenure.rows = "released", rows[0], frozenset(rows)
        self.shelved.clear()

    def touch(self, tenure: Tenure, kind: PathKind = "written") -> None:
        """The object is used, or reaches somebody who will use it."""
        tenure.handed = tenure.handed or self.lane == "consumer"
        begins_anew = tenure.reconnects and kind == "written" and self.lane in ("main", "consumer")
        if tenure.state == "released" and not begins_anew:
            self._record("late", tenure, current_row(), kind)

    def unawaited(self, row: int) -> None:
        """A release was written, and nothing ever ran it."""
        self.found.append(Violation("unawaited", self._kind(), "main", row, row, (row,)))

    def _kind(self) -> PathKind:
        return "doubtful" if self.cancelled or self.failed else "written"

    def _record(self, family: Family, tenure: Tenure, row: int, kind: PathKind = "written") -> None:
        if kind == "written":
            kind = self._kind()
        if tenure.pending is not None and family == "late" and kind != "borrowed":
            if self.lane in ("task", "thread", "callback"):
                kind = "implicit"
            elif self.lane == "consumer":
                kind = "doubtful"  # sent, and then released by an error that nobody handles
        if tenure.is_settling and kind == "written":
            kind = "doubtful"  # the object may still be held
        rows = tuple(sorted({*tenure.rows, *rows_now(), *self.origin}))
        self.found.append(Violation(family, kind, self.lane, tenure.release_row, row, rows))

    def _pending(self) -> BaseException | None:
        """The uncaught error that is under way while this release runs, if the program did not raise it."""
        error = sys.exc_info()[1]
        if isinstance(error, GeneratorExit) and not self.all_raise:
            return None  # a generator of the program was left where it was
        if error is None or self.is_written(error):
            return None
        for frame in program_frames():
            region = self.layout.region.get(frame.f_lineno)
            if region == "handler":
                return None
            if region == "final":
                break
        return error

    def stops_early(self) -> bool:
        """Whether whoever iterates a generator of the program stops here for good."""
        stops = self.all_raise and not self.cancelled and bool(self.choose(2))
        self.cancelled = self.cancelled or stops
        return stops

    def is_written(self, error: BaseException) -> bool:
        """Whether a `raise` statement of the program itself raised it."""
        trace = error.__traceback__
        if trace is None:
            return False
        while trace.tb_next is not None:
            trace = trace.tb_next
        return trace.tb_frame.f_code.co_filename == PROGRAM and trace.tb_lineno in self.layout.raises

    def violations(self, outcome: BaseException | None) -> set[Violation]:
        """What this run showed, now that it is known how the entry function ended."""
        # Where the error was handled further out, or raised again, the design can be read both ways.
        is_handled = outcome is None or self.is_written(outcome) or self.layout.reraises
        return {replace(v, path="doubtful") if v.path == "implicit" and is_handled else v for v in self.found}


def program_frames() -> Iterator[FrameType]:
    """The program's own frames on the stack, innermost first."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_filename == PROGRAM:
            yield frame
        elif code.co_name == AWAITING:
            generator = frame.f_locals.get("made")
            if isinstance(generator, GeneratorType) and generator.gi_frame and not generator.gi_running:
                yield generator.gi_frame
        elif code.co_name == RUNNING:
            return
        frame = frame.f_back


def current_row() -> int:
    """The row of the program that is being executed, or 0 when the program is not on the stack."""
    for frame in program_frames():
        return frame.f_lineno
    return 0


def rows_now() -> tuple[int, ...]:
    """The rows of the program that are being executed."""
    return tuple([frame.f_lineno for frame in program_frames()])
