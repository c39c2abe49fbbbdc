"""An event loop with real asyncio semantics, in which the decision string says who runs next."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import inspect
import sys
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context
from typing import Any

from .jobs import Job, note_invalid, run_some_job
from .owners import hand_over
from .world import PROGRAM, Lane, Stop, World, rows_now

MAX_STEPS = 400


class ControlledLoop(asyncio.BaseEventLoop):
    """Time is virtual. The task of the entry function goes first or last, as decided at each suspension.

    Bookkeeping of asyncio and callbacks of the program keep their order, as in a real loop; only the steps of
    tasks, the timers and the jobs of threads may be late, since what they wait for may be slow.
    """

    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]

    def __init__(self, world: World, lane: Lane = "task") -> None:
        super().__init__()
        self.world = world
        self.lane: Lane = lane  # of tasks that are not the entry function's
        self.clock = 0.0
        self.steps = 0
        self.has_begun = False
        self.main: asyncio.Task[Any] | None = None
        self.current: asyncio.Task[Any] | None = None
        self.mine: set[int] = set()
        self.tasks: list[asyncio.Task[Any]] = []
        self.origins: dict[int, tuple[int, ...]] = {}  # of tasks, timers and callbacks
        self.set_exception_handler(lambda loop, context: None)

    def time(self) -> float:
        """Virtual seconds."""
        return self.clock

    def _process_events(self, event_list: Any) -> None:
        pass

    def _write_to_self(self) -> None:
        pass

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As asyncio; callbacks that the program itself registers are remembered."""
        handle = super().call_soon(callback, *args, context=context)
        if sys._getframe(1).f_code.co_filename == PROGRAM:
            self._claim(handle)
        return handle

    def soon(self, callback: Callable[..., object]) -> asyncio.Handle:
        """`call_soon` of a program, by way of a stand-in."""
        handle = super().call_soon(callback)
        self._claim(handle)
        return handle

    def create_task(self, *args: Any, **kwargs: Any) -> asyncio.Task[Any]:
        """As asyncio."""
        task = super().create_task(*args, **kwargs)
        self.tasks.append(task)
        return task

    def _claim(self, handle: asyncio.Handle) -> None:
        self.mine.add(id(handle))
        self.note_origin(handle)

    def note_origin(self, item: object) -> None:
        """Remember from where something was made to run later."""
        rows = rows_now()
        if rows:
            self.origins[id(item)] = (*rows, *self.world.origin)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """As asyncio."""
        hand_over([callback, *args])
        timer = super().call_at(when, callback, *args, context=context)
        self.note_origin(timer)
        return timer

    call_soon_threadsafe = call_soon  # type: ignore[assignment]

    def run_in_executor(  # type: ignore[override]
        self, executor: object, func: Callable[..., object], *args: Any
    ) -> asyncio.Future[Any]:
        """A job of a thread, and a future for it; cancelling the future doesn't stop the job."""
        hand_over([func, *args])
        future = self.create_future()
        job = Job(self.world, lambda: func(*args))

        def finish() -> None:
            if future.done():
                return
            if job.error is not None:
                future.set_exception(job.error)
            else:
                future.set_result(job.value)

        job.callbacks.append(finish)
        run_some_job(self.world)
        return future

    def has_others(self) -> bool:
        """Whether anything but the running task could make progress or is waited for."""
        return bool(self._ready or self._scheduled or self.world.jobs) or any(
            not task.done() and task is not asyncio.current_task(self) for task in self.tasks
        )

    def must_ask(self) -> bool:
        """Whether it makes a difference that an await suspends at all: a callback is due."""
        return bool(self.mine)

    def _task_of(self, handle: asyncio.Handle) -> asyncio.Task[Any] | None:
        owner = getattr(handle._callback, "__self__", None)  # type: ignore[attr-defined]
        return owner if isinstance(owner, asyncio.Task) else None

    def _run_once(self) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Stop("too many steps")
        while self._scheduled and self._scheduled[0]._cancelled:
            heapq.heappop(self._scheduled)._scheduled = False  # type: ignore[attr-defined]
        ready: list[asyncio.Handle] = [h for h in self._ready if not h._cancelled]
        self._ready.clear()
        self._ready.extend(ready)
        plumbing = next((h for h in ready if self._task_of(h) is None), None)
        if plumbing is not None:
            self._run(plumbing)
            return
        main = next((h for h in ready if self._task_of(h) is self.main), None)
        others = [h for h in ready if h is not main]
        again = next((h for h in others if self._task_of(h) is self.current), None)
        if again is not None and not self.world.layout.cancels:
            # a task goes on until it waits for somebody else, unless it may be ended in the middle
            self._run(again)
            return
        self.current = None
        ways: list[Callable[[], object]] = []
        if main is not None:
            ways.append(lambda: self._run(main))
        ways += [lambda h=h: self._run(h) for h in others]  # type: ignore[misc]
        ways += [job.run for job in self.world.jobs]
        if self._scheduled:
            ways.append(self._advance)
        if self.has_begun and self.world.may_cancel and not self.world.cancelled:
            ways.append(self._cancel)
        if not ways and (self.main is None or self.main.done()):
            return
        if not ways:
            raise Stop("everybody waits")
        ways[self.world.schedule(len(ways))]()

    def _cancel(self) -> None:
        assert self.main is not None
        self.world.cancelled = True
        self.main.cancel()

    def _advance(self) -> None:
        timer = heapq.heappop(self._scheduled)
        timer._scheduled = False  # type: ignore[attr-defined]
        if not timer._cancelled:
            self.clock = max(self.clock, timer.when())
            self._ready.append(timer)

    def _run(self, handle: asyncio.Handle) -> None:
        self._ready.remove(handle)
        task = self._task_of(handle)
        self.mine.discard(id(handle))
        before = self.world.lane, self.world.origin
        self.world.origin = self.origins.get(id(handle if task is None else task), ())
        if task is None:
            self.world.lane = "callback"
        elif task is not self.main:
            self.world.lane = self.lane
            self.current = task
        else:
            self.world.lane = "main"
            self.has_begun = True
        handle._run()
        self.world.lane, self.world.origin = before


def run_async(world: World, session: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine function to its end, then everything that it left behind."""
    loop = ControlledLoop(world)
    tasks: list[asyncio.Task[Any]] = []

    def factory(owner: Any, coro: Any, **kwargs: Any) -> asyncio.Task[Any]:
        if not inspect.iscoroutine(coro):
            coro = _awaiting(coro)
        if owner.main is not None:
            hand_over([coro])
        task = asyncio.Task(coro, loop=owner, **kwargs)
        tasks.append(task)
        owner.note_origin(task)
        return task

    loop.set_task_factory(factory)
    try:
        loop.main = loop.create_task(session())
        # the session notes its own end; a group of 3.13 may ask for the cancellation a second time
        with contextlib.suppress(asyncio.CancelledError):
            loop.run_until_complete(loop.main)
        world.may_cancel = False
        loop.main = None
        asyncio._set_running_loop(loop)
        while loop._ready or loop._scheduled or world.jobs or world.after:
            world.jobs += world.after
            world.after.clear()
            loop._run_once()
        for task in tasks:
            if task.done() and not task.cancelled() and (error := task.exception()) is not None:
                note_invalid(world, error)
    finally:
        asyncio._set_running_loop(None)
        for task in tasks:
            if not task.done():
                task._log_destroy_pending = False  # type: ignore[attr-defined]
                task.get_coro().close()
        loop.close()


async def _awaiting(value: Any) -> Any:
    return await value


def drive(world: World, value: Any) -> Any:
    """Run what can be awaited to its end, in a loop of its own; anything else is its own result."""
    if not inspect.isawaitable(value) or isinstance(value, asyncio.Future) or hasattr(value, "o_outside"):
        return value
    outer = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    lane = world.lane
    loop = ControlledLoop(world, lane)
    try:
        return loop.run_until_complete(value)
    finally:
        loop.close()
        world.lane = lane
        asyncio._set_running_loop(outer)
