"""What a query finds: touches, reports and the summary of a function, as plain data in graph terms."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from poollint.ir import Function

if TYPE_CHECKING:
    from poollint.typestate.query import Query


class Touch(NamedTuple):
    """A place at which something happens to the object: offsets in a file, the function, and how."""

    offsets: tuple[int, int]
    function: str
    what: str
    filename: str = ""


class Report(NamedTuple):
    """A fault found along some path.

    `release` is the release (its `what` is "exit" where a block's end is it), `late` the late reference in
    the reported function, `inner` the same inside a called function or deferral, `deferred` the registration,
    `made` the place before that where what is registered got the object,
    `borrowed` the place where the value was borrowed that is used late. `node` is the place in the graph,
    for the cost of the path. `losses` are the places at which plain ways let go of what
    they leak, in each way of looking at it; `is_kept_by_choice` says that a plain way keeps it, and means to.
    `handler` is one that an error on this path does not come to.
    """

    code: str
    release: Touch
    late: Touch
    node: tuple[int, Hashable]
    late_op: int
    deferred: Touch | None = None
    inner: Touch | None = None
    lane: str = ""
    first_release: Touch | None = None
    borrowed: Touch | None = None
    made: Touch | None = None
    losses: tuple[tuple[LossAt, ...], ...] = ()
    is_kept_by_choice: bool = False
    handler: Touch | None = None


class LossAt(NamedTuple):
    """A place at which a function lets go of an object that it still holds, and the object's names there.

    The place's `what` says by what: a return, a raise, the end, or another binding of the last name.
    `is_sure`: whoever comes there holds the object, and nothing gives it back afterwards.
    """

    place: Touch
    names: tuple[str, ...]
    is_sure: bool


class Exit(NamedTuple):
    """One way out of a function: how, and what has become of the object.

    `aliases` are the callee's paths (with `$ret`) that still are the object; `armed` are the lanes
    and places of deferrals that hold it and are still on their way. `cancelled` tells an error that is a
    cancellation, where the query tells them apart; `value` is the constant that is returned, as written.
    """

    kind: Literal["normal", "error"]
    t: str
    implicit: bool
    aliases: frozenset[str]
    release: Touch | None = None
    armed: tuple[tuple[str, Touch], ...] = ()
    sent: Touch | None = None
    cancelled: bool = False
    value: str = ""


@dataclass(frozen=True, eq=False)
class Summary:
    """What calling a function does to an object that comes in at given places in a given state.

    `latent` are the faults inside it (and inside what it calls) that such a call brings to light, `handed`
    says that it hands the object to somebody who may keep it (leak queries only).
    """

    function: Function
    exits: frozenset[Exit] = frozenset()
    used: Touch | None = None
    second: Touch | None = None
    touched: bool = False
    latent: tuple[tuple[Query, Report], ...] = ()
    handed: bool = False

    @property
    def releases(self) -> bool:
        return any(way.t == "released" for way in self.exits)
