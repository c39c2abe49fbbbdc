"""What runs later, and what waits for it: stand-ins made from the `[[defer]]` and `[[join]]` records."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .jobs import Job, run_some_job
from .loop import drive
from .tables import Deferral, Join
from .things import Thing

if TYPE_CHECKING:
    from .outside import Outside

_MISSING = object()
_DONE = frozenset({"done", "ready", "dead", "successful", "finished"})
_GIVING = frozenset({"result", "get"})
_MAPS = ("map", "imap", "starmap")


class Handle(Thing):
    """What a scheduling call gives: it can be started, waited for, asked and cancelled."""

    def __init__(
        self, outside: Outside, name: str, record: Deferral, bodies: list[Callable[[], object]]
    ) -> None:
        super().__init__(outside, outside.bound_name() or name)
        self.__dict__.update(
            o_record=record, o_bodies=bodies, o_work=[], o_is_soon=name.startswith("call_soon")
        )

    def o_start(self) -> None:
        """From here on it may run."""
        world = self.o_world
        lane = self.__dict__["o_record"].lane
        loop = running_loop()
        for body in self.__dict__["o_bodies"]:
            work: Any
            if lane == "task" and loop is not None:
                work = loop.create_task(_as_coroutine(body))
            elif lane == "callback" and loop is not None:
                work = loop.soon(body) if self.__dict__["o_is_soon"] else loop.call_later(1.0, body)
            elif lane in ("exit", "stack"):
                world.at_exit.append(body)
                work = body
            else:
                world.may_fail_to_start()
                waits = lane == "callback" or (lane == "task" and self.o_outside.is_async_text)
                kind = "thread" if lane == "thread" else "callback" if lane == "callback" else "task"
                work = Job(world, lambda body=body: drive(world, body()), kind, waits)  # type: ignore[misc, arg-type]
                if lane == "background":
                    world.jobs.remove(work)
                    world.after.append(work)
            self.__dict__["o_work"].append(work)
        run_some_job(world)

    def o_jobs_of(self) -> list[Job]:
        return [work for work in self.__dict__["o_work"] if isinstance(work, Job)]

    async def o_awaited(self) -> Any:
        """The result of the job, when it is there; a waiter that is cancelled leaves it running."""
        for job in self.o_jobs_of():
            await finished(job)
            if job.error is not None:
                raise job.error
            return job.value
        for work in self.__dict__["o_work"]:
            if isinstance(work, asyncio.Task):
                return await work
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


def call_filled(outside: Outside, body: Any, args: Iterable[Any], kwargs: Mapping[str, Any]) -> Any:
    """Call with these arguments, and something opaque for each further one that the callee asks for."""
    given = list(args)
    try:
        parameters = list(inspect.signature(body).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    if not isinstance(body, Thing):
        for parameter in parameters[len(given) :]:
            plain = parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
            if plain and parameter.default is parameter.empty and parameter.name not in kwargs:
                given.append(outside.argument(parameter.name))
    return body(*given, **kwargs)


def defer(
    outside: Outside,
    record: Deferral,
    owner: Thing | None,
    name: str,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    """A call that makes something run later, in the lane of its record."""
    if record.lane == "copy":  # the work is done elsewhere, on a copy
        return Thing(outside, name)
    todo = list(bodies(outside, record, name, args, kwargs))
    if record.lane == "now":
        return [drive(outside.world, body()) for body in todo][-1] if todo else None
    if record.lane == "lazy":
        made = Thing(outside, name)
        made.__dict__["o_parts"] = list(args) if record.args == "iterable" else []
        return made if record.args == "iterable" or not todo else functools.partial(todo[0])
    handle = Handle(outside, name, record, todo)
    if record.handle in ("receiver", "both") and owner is not None:
        owner.o_jobs.append(handle)
    if record.start is None:
        handle.o_start()
        work = handle.__dict__["o_work"]
        if name.startswith(_MAPS):
            return _results(handle)
        if len(work) == 1 and not isinstance(work[0], Job) and record.lane in ("task", "callback"):
            return work[0]
    return handle


def _results(handle: Handle) -> Iterator[object]:
    for job in handle.o_jobs_of():
        job.run()
        if job.error is not None:
            raise job.error
        yield job.value


def bodies(
    outside: Outside, record: Deferral, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Iterator[Callable[[], object]]:
    if record.body == ("*",):
        for value in args:
            yield lambda value=value: value  # type: ignore[misc]
        return
    place, body = _find(record, args, kwargs)
    if body is _MISSING or body is None:
        return
    rest: tuple[Any, ...] = ()
    named: dict[str, Any] = {}
    if record.args == "rest":
        rest = args[place + 1 :] if place is not None else args
        named = {k: v for k, v in kwargs.items() if k not in record.body}
    elif record.args == "args":
        after = args[place + 1 :] if place is not None else ()
        positional = [value for value in after if isinstance(value, tuple | list)]
        rest = tuple(kwargs.get("args") or (positional[0] if positional else ()))
        named = dict(kwargs.get("kwargs") or next((value for value in after if isinstance(value, dict)), {}))
    if record.args in ("iterable", "value"):
        yield lambda: _read(outside, body)
    elif inspect.isawaitable(body) and not isinstance(body, Thing):
        yield lambda: body
    elif name.startswith(_MAPS) and rest:
        for items in zip(*rest, strict=False):
            given = tuple(items[0]) if name.startswith("starmap") else items
            yield lambda given=given: call_filled(outside, body, given, named)  # type: ignore[misc]
    else:
        yield lambda: call_filled(outside, body, rest, named)


def _read(outside: Outside, value: Any) -> None:
    """What is not called but iterated or looked at later."""
    if isinstance(value, Iterator):
        for _ in value:
            pass
    else:
        outside.look_at([value])


def _find(record: Deferral, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[int | None, Any]:
    for where in record.body:
        if where.isdigit():
            if len(args) > int(where):
                return int(where), args[int(where)]
        elif where in kwargs:
            return None, kwargs[where]
    return None, _MISSING


# Waiting


def _is_limited(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
    """Whether a wait may end before its time."""
    if kwargs.get("timeout") is not None or kwargs.get("return_when", "ALL_COMPLETED") not in _ALL:
        return True
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in args)


_ALL = ("ALL_COMPLETED", asyncio.ALL_COMPLETED)


def jobs_of(values: Iterable[object]) -> list[Job]:
    """The jobs behind handles and what was started through a receiver, those in containers as well."""
    found: list[Job] = []
    for value in values:
        if isinstance(value, Handle):
            found += value.o_jobs_of()
        elif isinstance(value, Thing):
            found += jobs_of(value.o_jobs)
        elif isinstance(value, list | tuple | set | frozenset):
            found += jobs_of(value)
        elif isinstance(value, dict):
            found += jobs_of([*value.keys(), *value.values()])
    return found


def wait_for_all(
    outside: Outside, values: Iterable[object], name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Any:
    """Wait for jobs by a plain call; with a limit perhaps in vain."""
    jobs = jobs_of(values)
    world = outside.world
    if kwargs.get("wait") is False or kwargs.get("block") is False:
        return None
    if _is_limited(args, kwargs) and jobs and not world.choose(2):
        if name in _GIVING or name == "exception":
            raise TimeoutError("raised by an opaque call")
        return None
    for job in jobs:
        job.run()
    if name in _GIVING and jobs:
        if jobs[0].error is not None:
            raise jobs[0].error
        return jobs[0].value
    if name == "exception":
        return jobs[0].error if jobs else None
    world.may_fail_to_start()
    return None


def join_by_name(
    outside: Outside, record: Join, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """A function that waits: for the handles in its first argument, or for each argument."""
    targets: Iterable[Any] = args if record.of == "each" else args[:1]
    targets = [item for value in targets for item in (value if isinstance(value, Iterator) else [value])]
    if name == "as_completed":
        return _as_completed(jobs_of(targets), targets)
    wait_for_all(outside, targets, name, args[1:], kwargs)
    flat = [t for value in targets for t in (value if isinstance(value, list | tuple | set) else [value])]
    done = [t for t in flat if isinstance(t, Handle) and all(job.is_done for job in t.o_jobs_of())]
    return set(done), set(flat) - set(done)


def _as_completed(jobs: list[Job], targets: list[Any]) -> Iterator[Any]:
    flat = [
        t for value in targets for t in (value if isinstance(value, list | tuple | set | dict) else [value])
    ]
    for handle in flat:
        for job in jobs_of([handle]):
            job.run()
        yield handle


def method(handle: Handle, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A method of a handle is called; NotImplemented where it has no meaning here."""
    outside = handle.o_outside
    record: Deferral = handle.__dict__["o_record"]
    jobs = handle.o_jobs_of()
    if name == record.start:
        handle.o_start()
        return None
    if name == "is_alive":
        return any(not job.is_done for job in jobs)
    if name in _DONE:
        return bool(jobs) and all(job.is_done for job in jobs)
    if name in ("cancel", "kill", "stop", "detach"):
        return _cancel(handle, jobs)
    later = next((r for r in outside.catalogue.defer_by_method.get(name, ()) if r.lane == "callback"), None)
    if later is not None and jobs:
        for body in bodies(outside, later, name, args, kwargs):
            for job in jobs:
                job.callbacks.append(body) if not job.is_done else body()
        return handle
    if name in outside.catalogue.joins_by_method and (jobs or record.start):
        if not jobs:
            raise TypeError("joined before it was started")
        return wait_for_all(outside, [handle], name, args, kwargs)
    return NotImplemented


def _cancel(handle: Handle, jobs: list[Job]) -> bool:
    """A callback is sure not to run any more; a thread may have begun."""
    world = handle.o_world
    for job in jobs:
        if not job.is_done and (job.lane == "callback" or world.choose(2)):
            job.drop()
    for body in handle.__dict__["o_work"]:
        if body in world.at_exit:
            world.at_exit.remove(body)
    return True


async def close_group(group: Thing, error: BaseException | None) -> None:
    """Leaving the block of a group waits for all, and ends the others on a failure or a cancellation."""
    tasks = [
        work
        for handle in group.o_jobs
        for work in handle.__dict__["o_work"]
        if isinstance(work, asyncio.Task)
    ]
    failure = error
    if failure is not None:
        for task in tasks:
            task.cancel()
    while pending := [task for task in tasks if not task.done()]:
        try:
            await asyncio.wait(pending, return_when=asyncio.FIRST_EXCEPTION)
        except asyncio.CancelledError as cancelled:
            failure = failure or cancelled
        for task in tasks:
            if task.done() and not task.cancelled() and task.exception() is not None:
                failure = failure or task.exception()
        if failure is not None:
            for task in pending:
                task.cancel()
    for job in jobs_of(group.o_jobs):
        await finished(job)
    if failure is not None and failure is not error:
        raise failure
