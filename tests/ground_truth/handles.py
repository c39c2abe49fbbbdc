"""`Handle`: what a scheduling call gives, made from its `[[defer]]` record."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from .jobs import Job, pause, run_some_job
from .loop import drive
from .tables import Deferral
from .things import Thing
from .world import Lane

if TYPE_CHECKING:
    from .outside import Outside

_LANES: dict[str, Lane] = {
    "thread": "thread",
    "device": "thread",
    "background": "thread",
    "task": "task",
    "greenlet": "task",
}


class Handle(Thing):
    """It can be started, waited for, asked and cancelled. `o_how` is the call, for those that undo it."""

    o_record: Deferral
    o_bodies: list[Callable[[], object]]
    o_work: list[Any]  # jobs, tasks and handles of the loop, once it has been started
    o_how: tuple[str, tuple[Any, ...], dict[str, Any]]
    o_on: Thing | None  # what it was registered with

    def __init__(
        self, outside: Outside, name: str, record: Deferral, bodies: list[Callable[[], object]]
    ) -> None:
        super().__init__(outside, outside.bound_name() or name)
        self.__dict__.update(o_record=record, o_bodies=bodies, o_work=[], o_how=(name, (), {}), o_on=None)

    def o_start(self, behind: Iterable[Handle] = ()) -> None:
        """From here on it may run, not before what is armed `behind` it."""
        world = self.o_world
        lane = self.o_record.lane
        loop = running_loop()
        before = [job for handle in behind for job in handle.o_jobs_of()]
        for body in self.o_bodies:
            work: Any
            if lane == "task" and loop is not None:
                work = loop.create_task(_as_coroutine(body))
            elif self.o_how[0].startswith("call_soon") and loop is not None:
                work = loop.soon(body)
            else:
                place: Literal["jobs", "after", "at_exit"] = "jobs"
                if lane in ("exit", "stack"):
                    place = "at_exit"
                else:
                    world.may_fail_to_start()
                    place = "after" if lane == "background" else place
                waits = lane == "callback" or (lane == "task" and self.o_outside.is_async_text)
                work = Job(
                    world, lambda body=body: drive(world, body()), _LANES.get(lane, "callback"), waits, place
                )  # type: ignore[misc]
                work.before = before
            self.o_work.append(work)
        run_some_job(world)

    def o_jobs_of(self) -> list[Job]:
        return [work for work in self.o_work if isinstance(work, Job)]

    def o_tasks_of(self) -> list[asyncio.Task[Any]]:
        return [work for work in self.o_work if isinstance(work, asyncio.Task)]

    async def o_awaited(self) -> Any:
        """The result, when it is there; a waiter that is cancelled leaves a thread running."""
        if self.o_record.start == "await" and not self.o_work:
            self.o_start()
            await pause(self.o_world)
            return self
        for job in self.o_jobs_of():
            await finished(job)
            if job.error is not None:
                raise job.error
            return job.value
        for task in self.o_tasks_of():
            return await task
        return await super().o_awaited()


def running_loop() -> Any:
    """The controlled loop, where the program runs in one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


async def finished(job: Job) -> None:
    """Wait for a job in the loop."""
    if job.is_done:
        return
    loop = running_loop()
    if loop is None or asyncio.current_task() is None:
        job.run()
        return
    future = loop.create_future()
    job.callbacks.append(lambda: future.done() or future.set_result(None))
    await future


async def _as_coroutine(body: Callable[[], object]) -> object:
    value = body()
    return await value if inspect.isawaitable(value) else value


def handles_of(values: Iterable[object]) -> list[Handle]:
    """Handles, and those that were started through a receiver, those in containers as well."""
    found: list[Handle] = []
    for value in values:
        if isinstance(value, Handle):
            found += [value, *handles_of(value.o_jobs)]
        elif isinstance(value, Thing):
            found += handles_of(value.o_jobs)
        elif isinstance(value, list | tuple | set | frozenset):
            found += handles_of(value)
        elif isinstance(value, dict):
            found += handles_of([*value.keys(), *value.values()])
    return found


def jobs_of(values: Iterable[object]) -> list[Job]:
    """The jobs behind handles."""
    return [job for handle in handles_of(values) for job in handle.o_jobs_of()]
