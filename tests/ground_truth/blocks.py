"""What `with` does to a thing: a lent object, something that waits for what was started in it, or a lock."""

from __future__ import annotations

from typing import Any

from . import lending, waiting
from .jobs import pause
from .shelves import is_lock
from .tables import Catalogue, exit_join, names
from .things import Thing
from .world import World


class Blocks:
    """Part of `Outside`: the two ends of a block."""

    world: World
    catalogue: Catalogue
    open_blocks: list[Thing]  # what something made here is left by, the outermost first

    def enter(self, thing: Thing) -> Any:
        """`with thing`: a lent object, something that is left to wait, or something opaque."""
        if thing.o_tenure is not None:
            return lending.enter(thing)
        thing.o_touch()
        if thing.o_kind and not thing.o_owner:
            self.open_blocks.append(thing)
            return thing
        self.world.may_raise()
        self.world.locks += is_lock(thing)
        entered = Thing(thing.o_outside, thing.o_name)
        entered.__dict__["o_lender"] = thing.o_lender
        return entered

    def leave(self, thing: Thing, error: BaseException | None) -> None:
        """The end of such a block."""
        if thing.o_tenure is not None:
            lending.leave(thing, error)
            return
        if thing in self.open_blocks:
            self.open_blocks.remove(thing)
        if exit_join(self.catalogue, thing.o_kind) is not None:
            waiting.end_block(thing, error)
        self._unlock(thing)
        thing.o_touch()
        if thing.o_kind not in names("quiet-exit"):
            self.world.may_raise()

    def _unlock(self, thing: Thing) -> None:
        if is_lock(thing):
            self.world.locks -= 1
            if not self.world.locks:
                self.world.let_others_in()

    async def leave_async(self, thing: Thing, error: BaseException | None) -> None:
        """The end of an asynchronous one."""
        if thing.o_tenure is not None:
            await lending.leave_async(thing, error)
            return
        if exit_join(self.catalogue, thing.o_kind) is not None:
            await waiting.close_group(thing, error)
            return
        self._unlock(thing)
        await pause(self.world)
        thing.o_touch()
        self.world.may_raise()
