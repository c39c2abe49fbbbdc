"""What waits for work, or ends it: stand-ins made from the `[[join]]` records."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .deferring import find_body, key_of, link_behind
from .handles import Handle, finished, handles_of, jobs_of
from .jobs import Job, pause
from .tables import Join, fitting, has_keyword
from .things import Thing

if TYPE_CHECKING:
    from .outside import Outside

NOT_HERE = object()  # what a call comes to when no join says anything about it
_DONE = frozenset({"done", "ready", "dead", "successful", "finished"})
_GIVING = frozenset({"result", "get"})
_ALL = ("ALL_COMPLETED", asyncio.ALL_COMPLETED)


def _is_limited(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool:
    """Whether a wait may end before its time."""
    if kwargs.get("timeout") is not None or kwargs.get("return_when", "ALL_COMPLETED") not in _ALL:
        return True
    return any(isinstance(value, int | float) and not isinstance(value, bool) for value in args)


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


async def wait_in_loop(outside: Outside, values: list[object]) -> None:
    """The same for a coroutine; whatever the work comes to, the waiter goes on."""
    handles = handles_of(values)
    await pause(outside.world)
    for job in jobs_of(handles):
        await finished(job)
    tasks = [task for handle in handles for task in handle.o_tasks_of()]
    tasks += [value for value in values if isinstance(value, asyncio.Task)]
    if tasks:
        await asyncio.wait(tasks)


async def result_of(outside: Outside, thing: Thing) -> Thing:
    """`await` on something through which work was deferred: a Deferred, a list of them."""
    await wait_in_loop(outside, [thing])
    for job in jobs_of([thing]):
        if job.error is not None:
            raise job.error
    return Thing(outside, thing.o_name)


def by_name(outside: Outside, path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A function that waits or cancels, or NOT_HERE: for the handles in its first argument, or in each."""
    last = path.rpartition(".")[2]
    found = outside.catalogue.joins_by_name.get(path, ())
    records = [r for r in found if r.when and has_keyword(r.when, kwargs)] or [r for r in found if not r.when]
    if not found and (owner := path.rpartition(".")[0]):
        records = fitting(outside.catalogue.joins_by_method.get(last, ()), owner, owner, outside.catalogue)
        records = [r for r in records if r.of not in ("receiver", "loop")]
    for record in records:
        if record.form == "cancel":
            return cancel(outside, record, None, args, kwargs)
        if record.form == "exit":
            continue
        if record.of == "loop":
            return _run_the_loop(outside)
        return _join_by_name(outside, record, last, args, kwargs)
    return NOT_HERE


def _join_by_name(
    outside: Outside, record: Join, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    targets: Iterable[Any] = args if record.of == "each" else args[:1]
    targets = [item for value in targets for item in (value if isinstance(value, Iterator) else [value])]
    flat = [t for value in targets for t in (value if isinstance(value, list | tuple | set) else [value])]
    if name == "as_completed":
        return _as_completed(flat)
    if record.form == "await" and name in outside.layout.awaited:
        return wait_in_loop(outside, flat)
    wait_for_all(outside, targets, name, args[1:], kwargs)
    done = [t for t in flat if isinstance(t, Handle) and all(job.is_done for job in t.o_jobs_of())]
    return set(done), set(flat) - set(done)


def _as_completed(targets: list[Any]) -> Iterator[Any]:
    flat = [t for value in targets for t in (value if isinstance(value, dict) else [value])]
    for handle in flat:
        for job in jobs_of([handle]):
            job.run()
        yield handle


def _run_the_loop(outside: Outside) -> None:
    """A loop that runs until somebody stops it: what waits for it has its turn."""
    for _ in range(20):
        todo = [job for job in outside.world.jobs if job.lane != "thread"]
        if not todo:
            return
        todo[outside.world.schedule(len(todo))].run()


def _make_all_copies(outside: Outside) -> None:
    """What devices copy by themselves is waited for."""
    for handle in outside.deferred:
        if handle.o_record.lane == "device":
            for job in jobs_of([handle]):
                job.run()


def by_method(
    outside: Outside, owner: Thing, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """A method of a handle, of something that was deferred through, or of a loop; or NOT_HERE."""
    if isinstance(owner, Handle):
        found = _on_handle(owner, name, args, kwargs)
        if found is not NOT_HERE:
            return found
    kind = owner.o_kind or owner.o_path
    for record in fitting(
        outside.catalogue.joins_by_method.get(name, ()), kind, owner.o_name, outside.catalogue
    ):
        if record.of == "loop":
            return _run_the_loop(outside)
        if record.of == "device":
            return _make_all_copies(outside)
        if record.of == "receiver" and not (owner.o_jobs or isinstance(owner, Handle)):
            continue
        if record.form == "cancel":
            done = cancel(outside, record, owner, args, kwargs)
            return pause(outside.world) if name in outside.layout.awaited else done
        if record.of == "receiver":
            if isinstance(owner, Handle) and not owner.o_work:
                raise TypeError("joined before it was started")
            if name in outside.layout.awaited:
                return wait_in_loop(outside, [owner])
            return wait_for_all(outside, [owner], name, args, kwargs)
    return NOT_HERE


def _on_handle(handle: Handle, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    outside = handle.o_outside
    jobs = handle.o_jobs_of()
    if name == handle.o_record.start:
        handle.o_start()
        return None
    if name == "is_alive":
        return any(not job.is_done for job in jobs)
    if name in _DONE:
        return bool(jobs) and all(job.is_done for job in jobs)
    later = next((r for r in outside.catalogue.defer_by_method.get(name, ()) if r.lane == "callback"), None)
    if later is not None and jobs:
        link_behind(outside, later, handle, name, args, kwargs)
        return handle
    return NOT_HERE


# Ending work


def cancel(
    outside: Outside, record: Join, owner: Thing | None, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> bool:
    """What the call names runs no more: a handle, or what was registered with a body or under a key."""
    operand: Sequence[object] = [owner] if record.of == "receiver" else args[:1]
    if record.by == "handle":
        handles = handles_of(operand)
        for value in operand:
            if not isinstance(value, Thing) and hasattr(value, "cancel"):
                value.cancel()
    else:
        handles = [h for h in outside.deferred if operand and _is_under(h, record, operand[0])]
        if record.by == "body":
            handles = [h for h in handles if h.o_on is owner]
    for handle in handles:
        for work in handle.o_work:
            if not isinstance(work, Job):
                work.cancel()
            elif not work.is_done and _can_stop(outside, handle, work, record):
                work.drop()
    return True


def _is_under(handle: Handle, record: Join, operand: object) -> bool:
    name, args, kwargs = handle.o_how
    if name not in record.undoes:
        return False
    if record.by == "body":
        found = find_body(handle.o_record, args, kwargs)[1]
    else:
        found = key_of(handle.o_record, args, kwargs)
    return found is operand or (not isinstance(found, Thing) and found == operand)


def _can_stop(outside: Outside, handle: Handle, job: Job, record: Join) -> bool:
    """A plain `cancel` stops what has not begun; whether a thread has is not known, but for a timer's."""
    is_open = record.normal == "unstarted" and job.lane == "thread" and handle.o_record.start is None
    return not is_open or bool(outside.world.choose(2))


async def close_group(group: Thing, error: BaseException | None) -> None:
    """Leaving the block of a group waits for all, and ends the others on a failure or a cancellation."""
    tasks = [task for handle in handles_of(group.o_jobs) for task in handle.o_tasks_of()]
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


def end_block(group: Thing, error: BaseException | None) -> None:
    """Leaving a plain block: what waited for its end runs now, what a failure drops never does."""
    waiting = [handle for handle in group.o_jobs if handle.o_record.handle == "block"]
    for handle in waiting:
        group.o_jobs.remove(handle)
        for body in handle.o_bodies if error is None else ():
            body()
    wait_for_all(group.o_outside, [group], "exit", (), {})
