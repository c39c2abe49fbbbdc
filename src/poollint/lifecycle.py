"""A lifecycle: one faulty use of one object, in terms of places in the text, as rules see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from poollint.finding import Confidence, Finding, Span, Step

if TYPE_CHECKING:
    from poollint.catalogue import PoolSpec


class Loss(NamedTuple):
    """A place at which a function lets go of an object that it still holds: see `LossAt`."""

    span: Span
    what: str
    names: tuple[str, ...]
    is_sure: bool


class Lifecycle(NamedTuple):
    """What happened to one object along one path.

    `name` is the object as the program calls it, `pool` the pool's. `release_is_exit` says that the
    end of a block gave it back. `lane` is how a deferral runs (task, thread, callback, stack …),
    `what` how the late reference touches the object. `inner` is the same inside a called function,
    `release_inside` the release inside one; the files of these are named where they are others.
    Of a leak, `late` is what leaves the function with the object still held, `release` one that this path
    does not come to, or the acquisition where there is none (`is_released`).
    `made` is where what is deferred got the object, where that is not the place of its registration.
    `is_lent_for_call` says that the caller lends it as an argument and takes it back by itself.
    `borrowed` is the place where a value was borrowed from it that is used late, `borrowed_name` what the
    program calls that value. `losses` are all the places at which plain ways let go of what they
    leak: of the name that it was taken by, and of its last one, where that is another place.
    `is_kept_by_choice` says that another plain way keeps it or hands it on, and is taken to mean that.
    `handler` is the class that a handler catches which a leak passes by.
    """

    code: str
    name: str
    pool: str
    spec: PoolSpec | None
    evidence: str
    acquired: Span | None
    release: Span
    release_is_exit: bool
    late: Span
    what: str
    deferred: Span | None = None
    inner: Span | None = None
    inner_function: str = ""
    inner_file: str = ""
    lane: str = ""
    first_release: Span | None = None
    release_inside: Span | None = None
    release_file: str = ""
    confidence: Confidence = "high"
    later_turn: bool = False
    borrowed: Span | None = None
    borrowed_name: str = ""
    only_close: bool = False
    is_released: bool = True
    is_lent_for_call: bool = False
    made: Span | None = None
    losses: tuple[tuple[Loss, ...], ...] = ()
    is_kept_by_choice: bool = False
    handler: Span | None = None


class Wording(NamedTuple):
    """How a rule tells a lifecycle: its message, primary place, steps in order of time, and help."""

    message: str
    primary: Span
    steps: tuple[Step, ...]
    help: str | None = None


class Diagnosis(NamedTuple):
    """A finding and the lifecycles behind it: all late references of one release, the told one first."""

    finding: Finding
    cases: tuple[Lifecycle, ...]
