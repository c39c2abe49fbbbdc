"""What the catalogue says of asyncio, threads and executors, held against what these do."""

from __future__ import annotations

import ast
import asyncio
import contextlib
import sys
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from concurrent import futures
from multiprocessing.pool import ThreadPool
from typing import Any

import pytest
from ground_truth.layout import Layout
from ground_truth.loop import run_async
from ground_truth.tables import Join, shipped
from ground_truth.world import Decisions, World

BOUND = 200


def key_of(join: Join) -> str:
    """The first name of a record, with the argument that it asks for."""
    name = (*join.names, *(f".{method}" for method in join.methods), "await")[0]
    return f"{name} {join.when}" if join.when else name


JOINS = {key_of(join): join for join in shipped().joins}

# How each asynchronous join waits for two members; the second takes longer than the first.
WAITS: dict[str, Callable[[list[Any]], Awaitable[Any]]] = {
    "await": lambda members: members[0],
    "asyncio.wait_for": lambda members: asyncio.wait_for(members[0], None),
    "asyncio.shield": lambda members: asyncio.shield(members[0]),
    "asyncio.gather": lambda members: asyncio.gather(*members),
    "asyncio.gather return_exceptions=True": lambda members: asyncio.gather(*members, return_exceptions=True),
    "asyncio.wait": lambda members: asyncio.wait(members),
    "asyncio.as_completed": lambda members: _each(asyncio.as_completed(members)),
}
ONE = {"await", "asyncio.wait_for", "asyncio.shield"}


async def _each(waits: Any) -> None:
    for wait in waits:
        await wait


def shown(scenario: Callable[[], Coroutine[Any, Any, set[str]]]) -> set[frozenset[str]]:
    """What a scenario finds unfinished, over all orders in which the loop may run its tasks."""
    found: set[frozenset[str]] = set()
    todo: deque[tuple[int, ...]] = deque([()])
    layout = Layout.of(ast.parse(""))
    for _ in range(BOUND):
        if not todo:
            break
        world = World(Decisions(todo.popleft()), layout, lambda name: Exception)

        async def session() -> None:
            found.add(frozenset(await scenario()))

        run_async(world, session)
        todo.extend(world.decisions.siblings())
    return found


class Members:
    """Two tasks, the first of which may fail; each cleans up for a while when it ends."""

    def __init__(self, key: str = "", fails: bool = False) -> None:
        self.tasks: dict[str, asyncio.Task[None]] = {}
        loop = asyncio.get_running_loop()
        if key:
            self.tasks["first"] = loop.create_task(work(1, fails))
        if key and key not in ONE:
            self.tasks["second"] = loop.create_task(work(9, False))

    def all(self) -> list[asyncio.Task[None]]:
        """As a wait takes them."""
        return list(self.tasks.values())

    def left(self) -> set[str]:
        """Who has not ended."""
        return {name for name, task in self.tasks.items() if not task.done()}


async def work(seconds: float, fails: bool) -> None:
    """What a member does."""
    try:
        await asyncio.sleep(seconds)
        if fails:
            raise ValueError("failed")
    finally:
        await asyncio.sleep(0.1)


@pytest.mark.parametrize("key", WAITS)
def test_wait_that_ends_well(key: str) -> None:
    async def scenario() -> set[str]:
        members = Members(key)
        await WAITS[key](members.all())
        return members.left()

    assert (shown(scenario) == {frozenset()}) == (JOINS[key].normal == "all")


@pytest.mark.parametrize("key", [key for key in WAITS if key != "asyncio.wait"])
def test_wait_in_which_a_member_fails(key: str) -> None:
    async def scenario() -> set[str]:
        members = Members(key, fails=True)
        with contextlib.suppress(ValueError):
            await WAITS[key](members.all())
        return members.left()

    found = shown(scenario)
    error = JOINS[key].error
    assert (found == {frozenset()}) == (error == "all")
    if error == "failed":
        assert frozenset({"second"}) in found
        assert not any("first" in left for left in found)


def test_waits_that_time_out() -> None:
    async def cancelling() -> set[str]:
        members = Members("await")
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(members.all()[0], 0.5)
        return members.left()

    async def leaving() -> set[str]:
        members = Members("await")
        await asyncio.wait(members.all(), timeout=0.5)
        return members.left()

    assert shown(cancelling) == {frozenset()}
    assert JOINS["asyncio.wait_for"].error == "all"
    assert frozenset({"first"}) in shown(leaving)
    assert JOINS["asyncio.wait"].error == "none"


@pytest.mark.parametrize("key", WAITS)
def test_wait_that_is_cancelled(key: str) -> None:
    async def scenario() -> set[str]:
        seen: set[str] = set()

        async def waiter() -> None:
            members = Members(key)
            try:
                await WAITS[key](members.all())
            except asyncio.CancelledError:
                seen.update(members.left())

        task = asyncio.get_running_loop().create_task(waiter())
        await asyncio.sleep(0.5)
        task.cancel()
        await asyncio.wait([task])
        return seen

    assert (shown(scenario) == {frozenset()}) == (JOINS[key].cancel == "all")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="no TaskGroup before 3.11")
@pytest.mark.parametrize("how", ["normal", "error", "cancel"])
def test_group(how: str) -> None:
    async def scenario() -> set[str]:
        seen: set[str] = set()

        async def waiter() -> None:
            members = Members()
            with contextlib.suppress(BaseException):
                async with asyncio.TaskGroup() as group:  # type: ignore[attr-defined, unused-ignore]
                    members.tasks["first"] = group.create_task(work(1, how == "error"))
                    members.tasks["second"] = group.create_task(work(9, False))
            seen.update(members.left())

        task = asyncio.get_running_loop().create_task(waiter())
        if how == "cancel":
            await asyncio.sleep(0.5)
            task.cancel()
        await asyncio.wait([task])
        return seen

    assert shown(scenario) == {frozenset()}
    assert getattr(JOINS["asyncio.TaskGroup"], how) == "all"


def test_thread_behind_a_wait() -> None:
    """A waiter that is cancelled leaves the thread running; one that is not has waited."""

    async def scenario(cancels: bool) -> set[str]:
        left = {"job"}
        seen: set[str] = set()

        async def waiter() -> None:
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.get_running_loop().run_in_executor(None, left.discard, "job")
            seen.update(left)

        task = asyncio.get_running_loop().create_task(waiter())
        await asyncio.sleep(0)
        if cancels:
            task.cancel()
        await asyncio.wait([task])
        return seen

    join = JOINS["asyncio.to_thread"]
    assert (shown(lambda: scenario(False)) == {frozenset()}) == (join.normal == "all")
    assert (shown(lambda: scenario(True)) == {frozenset()}) == (join.cancel == "all")


# Threads, for real


class Slow:
    """A job that takes a while."""

    def __init__(self) -> None:
        self.is_done = False

    def __call__(self) -> None:
        time.sleep(0.05)
        self.is_done = True


def by_thread(job: Slow) -> None:
    worker = threading.Thread(target=job)
    worker.start()
    worker.join()


def by_async_result(job: Slow) -> None:
    with ThreadPool(1) as pool:
        pool.apply_async(job).wait()


def by_result(job: Slow) -> None:
    futures.ThreadPoolExecutor(1).submit(job).result()


def by_exception(job: Slow) -> None:
    futures.ThreadPoolExecutor(1).submit(job).exception()


def by_wait(job: Slow) -> None:
    futures.wait([futures.ThreadPoolExecutor(1).submit(job)])


def by_as_completed(job: Slow) -> None:
    list(futures.as_completed([futures.ThreadPoolExecutor(1).submit(job)]))


def by_shutdown(job: Slow) -> None:
    executor = futures.ThreadPoolExecutor(1)
    executor.submit(job)
    executor.shutdown()


def by_leaving(job: Slow) -> None:
    with futures.ThreadPoolExecutor(1) as executor:
        executor.submit(job)


THREADS = {
    ".join": (by_thread, by_async_result),
    ".result": (by_result, by_exception),
    "concurrent.futures.wait": (by_wait, by_as_completed),
    ".shutdown": (by_shutdown,),
    "concurrent.futures.ThreadPoolExecutor": (by_leaving,),
}


@pytest.mark.parametrize("key", THREADS)
def test_threads(key: str) -> None:
    assert JOINS[key].normal == "all"
    for wait in THREADS[key]:
        job = Slow()
        wait(job)
        assert job.is_done, wait.__name__


def test_each_record_of_the_standard_library_is_tried() -> None:
    tried = {*WAITS, *THREADS, "asyncio.TaskGroup", "asyncio.to_thread", ".run_until_complete"} | {
        ".mainloop",
        ".run",
    }
    standard = {
        key for key, join in JOINS.items() if join.source.startswith("CPython") and join.form != "cancel"
    }
    assert standard - tried == set()
