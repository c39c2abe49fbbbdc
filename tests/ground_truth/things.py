"""`Thing`: what comes from outside and can't be looked into: data, a function, a pool, a lent object."""

from __future__ import annotations

import collections.abc
from collections.abc import AsyncIterator, Generator, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .jobs import pause
from .tables import names
from .world import Tenure, World, current_row, rows_now

if TYPE_CHECKING:
    from .outside import Outside

MAX_TURNS = 2
_MEMORY = names("memory-word") | {"allocator", "frame", "staging"}


class Thing:
    """Something opaque: it has every method, and decides what it is when it is looked at.

    The same attribute of the same thing never changes its mind, since correlated tests are feasible together
    only one way; a call and an iteration are decided anew each time. With a tenure it is an object that a
    pool lent: calls of its methods, writes, reads of data and items are uses. What its calls mean beside that
    (lending, taking back, deferring, joining) is decided by `Outside.call`, from the catalogue.
    """

    o_outside: Outside
    o_name: str  # the last name by which the program knows it
    o_kind: str  # the dotted name of what made it, where the program imported that
    o_path: str  # its own dotted name, for what is imported
    o_owner: Thing | None
    o_tenure: Tenure | None
    o_spec: Any  # the catalogue's entry of the pool that lent it
    o_lender: Tenure | None  # what it lives off
    o_jobs: list[Any]

    def __init__(
        self, outside: Outside, name: str = "", kind: str = "", owner: Thing | None = None, path: str = ""
    ) -> None:
        self.__dict__.update(
            o_outside=outside,
            o_name=name,
            o_kind=kind,
            o_path=path,
            o_owner=owner,
            o_tenure=None,
            o_spec=None,
            o_lender=None,
            o_jobs=[],
            o_known={},
            o_children={},
            o_items={},
            o_parts=[],
            o_born=(),
            o_read=0,  # the row at which it was last taken from its owner
            o_blocks=[],
        )

    # what the oracle asks

    @property
    def o_world(self) -> World:
        return self.o_outside.world

    def o_touch(self) -> None:
        """It is used, as far as it is a lent object, an attribute of one, or lives off one."""
        if self.o_tenure is not None:
            self.o_world.touch(self.o_tenure)
            self.o_outside.event()
        elif self.o_lender is not None:
            self.o_world.touch(self.o_lender, "borrowed")
        elif self.o_owner is not None and self.__dict__["o_read"] in rows_now():
            if self.o_owner.o_tenure is None or not self.o_is_status(self.o_owner):
                self.o_owner.o_touch()

    def o_decide(self, what: object) -> bool:
        known: dict[object, bool] = self.__dict__["o_known"]
        if what not in known:
            owner = self.o_owner
            if owner is not None and owner.o_tenure is not None and self.o_is_status(owner):
                if owner.o_tenure.state == "released":
                    owner.o_tenure.state = "unknown"  # the program asks for itself
            known[what] = bool(self.o_world.choose(2))
        return known[what]

    def o_forget(self) -> None:
        """A method may have changed what its attributes say."""
        for child in self.__dict__["o_children"].values():
            if isinstance(child, Thing) and child.o_owner is self:
                child.__dict__["o_known"] = {}

    def o_is_status(self, owner: Thing) -> bool:
        return _is_status(self.o_name, owner)

    @property
    def o_is_memory(self) -> bool:
        """Whether it was lent by a pool of memory, by the pool's name."""
        return self.o_spec is None and bool(self.__dict__.get("o_pool_words", frozenset()) & _MEMORY)

    def o_child(self, name: str) -> Any:
        children: dict[str, Any] = self.__dict__["o_children"]
        if name not in children:
            path = f"{self.o_path}.{name}" if self.o_path else ""
            kind = f"{self.o_kind}.{name}" if self.o_kind else ""
            child = Thing(self.o_outside, name, kind, self, path)
            child.__dict__["o_lender"] = self.o_lender
            if self.o_spec is not None and any(b.attribute and b.name == name for b in self.o_spec.borrows):
                child.__dict__["o_lender"] = self.o_tenure
            if self.o_tenure is not None and self.o_is_memory and name in names("memory-attribute"):
                child.__dict__["o_lender"] = self.o_tenure
            children[name] = child
        if isinstance(children[name], Thing):
            children[name].__dict__["o_read"] = current_row()
        return children[name]

    # attributes

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "keys" and current_row() in self.o_outside.layout.unpacks:
            return tuple  # `**self`: no further keyword
        if self.o_path:
            found = self.o_outside.imported_class(name)
            if found is not None:
                return found
        if self.o_tenure is not None:
            if self.o_spec is not None and name in self.o_spec.settles and name in self.o_outside.layout.data:
                self.o_tenure.state = "unknown"
            is_part = self.o_spec is not None and any(
                b.attribute and b.name == name for b in self.o_spec.borrows
            )
            is_data = name in self.o_outside.layout.data and not _is_status(name, self)
            if is_data or is_part:
                self.o_touch()
        return self.o_child(name)

    def __setattr__(self, name: str, value: object) -> None:
        if self.o_tenure is None or not self.o_tenure.has_books:
            self.o_touch()
        self.__dict__["o_children"][name] = value
        self.o_outside.hand_over([value])

    def __delattr__(self, name: str) -> None:
        self.__dict__["o_children"].pop(name, None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.o_outside.call(self, args, kwargs)

    # conditions

    def __bool__(self) -> bool:
        return self.o_tenure is not None or self.o_decide("true")

    def __eq__(self, other: object) -> bool:
        if self is other or self.o_tenure is not None:
            return self is other
        return self.o_decide(("==", repr(other)))

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = object.__hash__

    def __gt__(self, other: object) -> bool:
        return self.o_decide((">", repr(other)))

    def __lt__(self, other: object) -> bool:
        return self.o_decide(("<", repr(other)))

    def __ge__(self, other: object) -> bool:
        return not self < other

    def __le__(self, other: object) -> bool:
        return not self > other

    def __contains__(self, key: object) -> bool:
        self.o_touch()
        return self.o_decide(("in", id(key)))

    def __instancecheck__(self, other: object) -> bool:
        return False

    def __subclasscheck__(self, other: object) -> bool:
        return False

    # numbers and texts

    def o_mixed(self, other: object = None) -> Any:
        """The result of arithmetic: a text with a text, a number where a number is surely wanted."""
        self.o_touch()
        return other if isinstance(other, str | bytes | list | float) else Thing(self.o_outside)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = o_mixed
    __floordiv__ = __mod__ = __or__ = __and__ = __ror__ = __rand__ = __pow__ = __xor__ = o_mixed
    __matmul__ = __lshift__ = __rshift__ = o_mixed

    def __neg__(self) -> Any:
        return self.o_mixed()

    __invert__ = __abs__ = __neg__

    def __iadd__(self, other: object) -> Any:
        self.o_touch()
        return self

    __isub__ = __ior__ = __imul__ = __iadd__

    def __index__(self) -> int:
        return int(self.o_world.choose(MAX_TURNS + 1))

    def __int__(self) -> int:
        return 1

    def __float__(self) -> float:
        return 1.0

    def __len__(self) -> int:
        self.o_touch()
        return 3

    def __bytes__(self) -> bytes:
        self.o_touch()
        return b"123"

    def __repr__(self) -> str:
        return f"<{self.o_name or 'opaque'}>"

    # containers

    def __getitem__(self, key: Any) -> Any:
        self.o_touch()
        items: dict[object, object] = self.__dict__["o_items"]
        place = repr(key) if isinstance(key, slice) else key
        if place not in items:
            self.o_world.may_fail_to_start()
            name = key if isinstance(key, str) and key.isidentifier() else self.o_name
            made = Thing(self.o_outside, name, self.o_kind if self.o_path == "" else self.o_path)
            made.__dict__["o_lender"] = self.o_lender or self.o_tenure
            items[place] = made
        return items[place]

    def __setitem__(self, key: Any, value: object) -> None:
        self.o_touch()
        if not isinstance(key, slice):
            self.__dict__["o_items"][key] = value
        self.o_outside.hand_over([value])

    def __delitem__(self, key: object) -> None:
        self.o_touch()

    def __iter__(self) -> Iterator[Any]:
        self.o_touch()
        piece = self.o_outside.layout.joins.get(current_row())
        for _ in range(self.o_world.choose(MAX_TURNS + 1)):
            self.o_world.may_raise()
            yield Thing(self.o_outside, self.o_name) if piece is None else piece
            self.o_touch()
        self.o_world.may_raise()

    def __next__(self) -> Any:
        self.o_touch()
        return Thing(self.o_outside, self.o_name)

    async def __aiter__(self) -> AsyncIterator[Any]:
        self.o_touch()
        for _ in range(self.o_world.choose(MAX_TURNS + 1)):
            await pause(self.o_world)
            self.o_touch()
            self.o_world.may_raise()
            yield Thing(self.o_outside, self.o_name)
        await pause(self.o_world)
        self.o_touch()
        self.o_world.may_raise()

    # blocks and awaits

    def __enter__(self) -> Any:
        return self.o_outside.enter(self)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return self.o_outside.leave(self, error)

    async def __aenter__(self) -> Any:
        await pause(self.o_world)
        return self.o_outside.enter(self)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool | None:
        return await self.o_outside.leave_async(self, error)

    def __await__(self) -> Generator[Any, Any, Any]:
        return self.o_awaited().__await__()

    async def o_awaited(self) -> Any:
        """What an `await` gives that nothing announced: the same thing, when its arguments are used up."""
        if self.o_jobs:
            return await self.o_outside.result_of(self)
        self.o_touch()
        await pause(self.o_world)
        for item in self.__dict__.get("o_used", ()):
            item.o_touch()
        return self

    def __mro_entries__(self, bases: tuple[object, ...]) -> tuple[type, ...]:
        return (self.o_outside.base_class(self),)


collections.abc.Mapping.register(Thing)  # `match` asks for that


def _is_status(name: str, owner: Thing) -> bool:
    return name in names("status") or bool(owner.o_spec and name in owner.o_spec.status)


def lent(outside: Outside, spec: Any, name: str = "") -> Thing:
    """A new object, held."""
    item = Thing(outside, name)
    outside.world.lent += 1
    tenure = Tenure(
        noop=spec is not None and spec.double_release == "noop",
        reconnects=spec is not None and spec.use_after_release == "reconnects",
    )
    item.__dict__.update(o_tenure=tenure, o_spec=spec, o_born=(current_row(), *rows_now()))
    if not name:
        outside.world.lendings.append((tenure, rows_now()))
    return item
