"""Work that is done in one go, where the decision string says: threads, callbacks, background jobs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator
from typing import Any, Literal

from .world import Lane, Stop, World, rows_now


class Job:
    """A piece of work that somebody else does, from one of the lists of the world.

    With `waits`, not before the function suspends or returns; and behind those that are `before` it.
    """

    def __init__(
        self,
        world: World,
        body: Callable[[], object],
        lane: Lane = "thread",
        waits: bool = False,
        place: Literal["jobs", "after", "at_exit", "linked"] = "jobs",
    ) -> None:
        self.world = world
        self.body = body
        self.lane = lane
        self.waits = waits
        self.origin = (*rows_now(), *world.origin)
        self.is_done = False
        self.value: object = None
        self.error: Exception | None = None
        self.callbacks: list[Callable[[], object]] = []
        self.before: list[Job] = []
        self.place: list[Job] = getattr(world, place)
        self.place.append(self)

    def run(self) -> None:
        """Do the work now, unless that has happened."""
        if self.is_done:
            return
        self.drop()
        for job in self.before:
            job.run()
        world = self.world
        before = world.lane, world.origin
        world.lane, world.origin = self.lane, self.origin
        try:
            self.value = self.body()
        except Exception as error:
            self.error = error
            note_invalid(world, error)
        for callback in self.callbacks:
            callback()
        world.lane, world.origin = before

    def drop(self) -> None:
        """Whatever happens, the work will not be begun again."""
        self.is_done = True
        for place in (self.world.jobs, self.place):
            if self in place:
                place.remove(self)


def note_invalid(world: World, error: BaseException) -> None:
    """Remember errors that only a nonsensical program raises."""
    if world.is_written(error):
        return
    if isinstance(error, TypeError | AttributeError | RuntimeError) or (
        isinstance(error, NameError) and not world.raises and not world.cancelled
    ):
        if "raised by an opaque call" not in str(error):
            world.invalid.append(f"{type(error).__name__}: {error}")


def run_some_job(world: World) -> None:
    """An event has happened: a thread that has been started may take its turn here."""
    if world.jobs and world.lane != "thread":
        ready = [job for job in world.jobs if not job.waits]
        pick = world.schedule(len(ready) + 1)
        if pick:
            ready[pick - 1].run()


async def pause(world: World) -> None:
    """An opaque await: it may suspend, and for as long as it likes."""
    world.let_others_in()
    run_some_job(world)
    try:
        loop: Any = asyncio.get_running_loop()
    except RuntimeError:
        return
    if asyncio.current_task() is None:
        return  # a coroutine that is driven outside of a task can't wait for others
    if loop.must_ask() and not world.choose(2):
        return
    if loop.has_others() or world.may_cancel:
        await _BareYield()


class _BareYield:
    def __await__(self) -> Generator[None, None, None]:
        yield


def drain(world: World) -> None:
    """The entry function has returned: everything that was started runs to its end."""
    for _ in range(50):
        todo = world.jobs or world.after
        if not todo:
            return
        todo[world.schedule(len(todo))].run()
    raise Stop("threads start threads")
