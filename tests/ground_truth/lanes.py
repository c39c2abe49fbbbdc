"""Threads, executors and timers as jobs that the run starts wherever the decision string says."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Iterable, Iterator
from types import SimpleNamespace, TracebackType
from typing import Any

from .world import Lane, Stop, World


class Job:
    """A piece of work that another thread does; it is done in one go, at one of the places where it may."""

    def __init__(self, world: World, body: Callable[[], object], lane: Lane = "thread") -> None:
        self.world = world
        self.body = body
        self.lane = lane
        self.is_done = False
        self.value: object = None
        self.error: Exception | None = None
        self.callbacks: list[Callable[[], object]] = []
        world.jobs.append(self)

    def run(self) -> None:
        """Do the work now, unless that has happened."""
        if self.is_done:
            return
        self.is_done = True
        self.world.jobs.remove(self)
        before, self.world.lane = self.world.lane, self.lane
        try:
            self.value = self.body()
        except Exception as error:
            self.error = error
            note_invalid(self.world, error)
        for callback in self.callbacks:
            callback()
        self.world.lane = before


def note_invalid(world: World, error: BaseException) -> None:
    """Remember errors that only a nonsensical program raises."""
    if world.is_written(error):
        return
    if isinstance(error, TypeError | AttributeError | RuntimeError) or (
        isinstance(error, NameError) and not world.raises and not world.cancelled
    ):
        world.invalid.append(f"{type(error).__name__}: {error}")


def run_some_job(world: World) -> None:
    """An event has happened: a thread that has been started may take its turn here."""
    if world.jobs and world.lane != "thread":
        pick = world.schedule(len(world.jobs) + 1)
        if pick:
            world.jobs[pick - 1].run()


async def pause(world: World) -> None:
    """An opaque await: it may suspend, and for as long as it likes."""
    run_some_job(world)
    try:
        loop: Any = asyncio.get_running_loop()
    except RuntimeError:
        return
    if loop.must_ask() and not world.choose(2):
        return
    if loop.has_others() or world.may_cancel:
        await _BareYield()


class _BareYield:
    def __await__(self) -> Generator[None, None, None]:
        yield


class Thread:
    """`threading.Thread` without a thread."""

    def __init__(
        self,
        world: World,
        target: Callable[..., object],
        args: Iterable[object] = (),
        kwargs: dict[str, object] | None = None,
    ) -> None:
        self.world = world
        self.body = lambda: target(*args, **(kwargs or {}))
        self.job: Job | None = None

    def start(self) -> None:
        """From here on it may run."""
        self.world.may_fail_to_start()
        self.job = Job(self.world, self.body)
        run_some_job(self.world)

    def join(self, timeout: float | None = None) -> None:
        """Wait for it; with a timeout perhaps in vain."""
        if self.job is None:
            raise TypeError("joined before it was started")
        if timeout is None or self.world.choose(2):
            self.job.run()
        self.world.may_fail_to_start()

    def is_alive(self) -> bool:
        """Whether it has yet to run."""
        return self.job is not None and not self.job.is_done


class Future:
    """What an executor gives back."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def result(self, timeout: float | None = None) -> object:
        """Wait for the job."""
        self.job.run()
        if self.job.error is not None:
            raise self.job.error
        return self.job.value

    def done(self) -> bool:
        """Whether it has run."""
        return self.job.is_done

    def add_done_callback(self, callback: Callable[[Future], object]) -> None:
        """Call it when the job has run, at once if it has."""
        if self.job.is_done:
            callback(self)
        else:
            self.job.callbacks.append(lambda: callback(self))


class Executor:
    """`ThreadPoolExecutor` without threads; leaving its `with` waits for all."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.jobs: list[Job] = []

    def submit(self, body: Callable[..., object], /, *args: object, **kwargs: object) -> Future:
        """Queue one call."""
        self.world.may_fail_to_start()
        job = Job(self.world, lambda: body(*args, **kwargs))
        self.jobs.append(job)
        run_some_job(self.world)
        return Future(job)

    def map(self, body: Callable[..., object], *items: Iterable[object]) -> Iterator[object]:
        """Queue a call for each item; the results are waited for as they are asked for."""
        futures = [self.submit(body, *args) for args in zip(*items, strict=False)]
        return (future.result() for future in futures)

    def shutdown(self, wait: bool = True) -> None:
        """Take no more calls, and wait for those taken."""
        if wait:
            for job in self.jobs:
                job.run()

    def __enter__(self) -> Executor:
        self.world.may_fail_to_start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.world.may_fail_to_start()


def threading_module(world: World) -> SimpleNamespace:
    """What the program gets for `import threading`."""

    def thread(
        group: None = None,
        target: Callable[..., object] = lambda: None,
        name: str = "",
        args: Iterable[object] = (),
        kwargs: dict[str, object] | None = None,
        daemon: bool = False,
    ) -> Thread:
        return Thread(world, target, args, kwargs)

    def timer(
        interval: float,
        function: Callable[..., object],
        args: Iterable[object] = (),
        kwargs: dict[str, object] | None = None,
    ) -> Thread:
        return Thread(world, function, args, kwargs)

    return SimpleNamespace(Thread=thread, Timer=timer)


def futures_module(world: World) -> SimpleNamespace:
    """What the program gets for `concurrent.futures`."""

    def wait(futures: Iterable[Future]) -> None:
        for future in futures:
            future.job.run()

    def as_completed(futures: Iterable[Future]) -> Iterator[Future]:
        for future in list(futures):
            future.job.run()
            yield future

    return SimpleNamespace(
        ThreadPoolExecutor=lambda max_workers=None: Executor(world), wait=wait, as_completed=as_completed
    )


def drain(world: World) -> None:
    """The entry function has returned: everything that was started runs to its end."""
    for _ in range(50):
        if not world.jobs:
            return
        world.jobs[world.schedule(len(world.jobs))].run()
    raise Stop("threads start threads")
