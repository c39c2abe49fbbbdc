"""Who may own a lent object when a run is over, and which objects nobody gives back: leaks."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from .things import Thing
from .world import Tenure

if TYPE_CHECKING:
    from .session import Session
    from .world import World

How = Literal["plain", "error", "cancel"]
_DEPTH = 4


@dataclass(frozen=True, order=True)
class Leak:
    """An object that was still held when the run was over.

    `rows` were being executed when it was taken. With `is_doubtful` somebody else may own it: it was stored,
    sent, scheduled, given to the caller or to a function out of sight.
    """

    how: How
    rows: tuple[int, ...]
    is_doubtful: bool


def hand_over(values: Iterable[object]) -> None:
    """Somebody else may own what these hold, from now on."""
    for tenure in lent_within(list(values)):
        tenure.handed = True


def lent_within(value: object, depth: int = _DEPTH) -> Iterator[Tenure]:
    """The objects that can be reached through a value: items, bound arguments, what a closure sees."""
    if isinstance(value, Thing):
        if value.o_tenure is not None:
            yield value.o_tenure
        elif value.o_lender is not None:
            yield value.o_lender
        elif value.o_owner is not None:
            yield from lent_within(value.o_owner, depth - 1)
    if depth <= 0:
        return
    for part in _parts(value):
        yield from lent_within(part, depth - 1)


def _parts(value: Any) -> Iterable[object]:
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if isinstance(value, dict):
        return [*value.values()]
    if isinstance(value, functools.partial):
        return [value.func, *value.args, *value.keywords.values()]
    if isinstance(value, types.MethodType):
        return [value.__self__]
    if isinstance(value, types.FunctionType):
        return [*(value.__defaults__ or ()), *(_content(cell) for cell in value.__closure__ or ())]
    if isinstance(value, types.CoroutineType | types.GeneratorType | types.AsyncGeneratorType):
        frame = getattr(value, "cr_frame", None) or getattr(value, "gi_frame", None)
        return list(frame.f_locals.values()) if frame is not None else []
    if type(value).__module__ == "program" and not isinstance(value, type | Thing):
        return list(vars(value).values()) if hasattr(value, "__dict__") else []
    return []


def _content(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None  # not bound yet


def leaks(world: World, session: Session, namespace: dict[str, Any]) -> frozenset[Leak]:
    """What is still held, now that all has run to its end."""
    if not any(tenure.state == "held" for tenure, _ in world.lendings):
        return frozenset()
    hand_over(session.instances.values())
    hand_over(value for name, value in namespace.items() if name != "__builtins__")
    is_failed = world.raises > 0 or session.error is not None
    how: How = "cancel" if world.cancelled else "error" if is_failed else "plain"
    return frozenset(Leak(how, rows, t.handed) for t, rows in world.lendings if t.state == "held")
