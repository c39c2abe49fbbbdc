"""The free lists of a pool that the program defines: what is put there belongs to whoever comes next."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from .tables import is_idle_name, is_lock_name, is_pool_name, takes_back
from .things import Thing
from .world import Tenure

if TYPE_CHECKING:
    from .outside import Outside


class Shelf(deque[Any]):
    """A list or deque of a pool. An object on it is released as soon as anybody else can run.

    That is at once for threads, at the next suspension in a loop, and at the end of a lock's block.
    """

    def __init__(self, outside: Outside, items: Any, is_filled: bool = False) -> None:
        super().__init__(items)
        self.outside = outside
        if is_filled and not self:
            self.extend(Thing(outside, "spare") for _ in range(2))

    def append(self, item: Any) -> None:
        """Put it back."""
        super().append(item)
        self._put(item)

    def appendleft(self, item: Any) -> None:
        """Put it back at the other end."""
        super().appendleft(item)
        self._put(item)

    add = append

    def _put(self, item: Any) -> None:
        if isinstance(item, Thing):
            if item.o_tenure is None or item.o_tenure.state != "held":
                item.__dict__["o_tenure"] = Tenure(has_books=True)
            assert item.o_tenure is not None
            self.outside.world.lent += 1
            self.outside.world.shelve(item.o_tenure)

    def pop(self) -> Any:  # type: ignore[override]
        """Lend one."""
        return self._lend(super().pop())

    def popleft(self) -> Any:
        """Lend one from the other end."""
        return self._lend(super().popleft())

    def _lend(self, item: Any) -> Any:
        if isinstance(item, Thing):
            item.__dict__["o_tenure"] = Tenure(has_books=True)
        return item


def put_shelves(outside: Outside, owner: Any) -> None:
    """Replace the free lists of an object: those called a pool or idle, and all of a class called one.

    What is itself called a pool, or idle where nothing else is, has been filled by somebody.
    """
    is_pool = is_pool_name(type(owner).__name__)
    for name, value in list(vars(owner).items()):
        if isinstance(value, list | deque) and (is_pool or is_pool_name(name) or is_idle_name(name)):
            setattr(owner, name, Shelf(outside, value, is_pool_name(name) or not is_pool))


def put_shelves_of_the_module(outside: Outside, namespace: dict[str, Any]) -> None:
    """Replace the lists of a module that has functions which take back by their names."""
    if any(takes_back(name, False) and callable(value) for name, value in namespace.items()):
        for name, value in namespace.items():
            if isinstance(value, list | deque):
                namespace[name] = Shelf(outside, value, True)


def is_lock(thing: Thing) -> bool:
    """Whether leaving the block of it lets others in."""
    return is_lock_name(thing.o_name)
