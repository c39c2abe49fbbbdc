"""Instrumented pools, sync and async: every acquisition, use and release is told to the world of the run."""

from __future__ import annotations

import inspect
from collections.abc import Coroutine, Generator
from types import TracebackType
from typing import Any

from .lanes import pause, run_some_job
from .world import Tenure, World, current_row

ASYNC_METHODS = frozenset({"fetch", "execute", "flush", "commit"})
DATA = frozenset({"payload", "size", "tag", "deadline", "label"})
STATUS = frozenset({"closed", "in_use", "status"})


class Pooled:
    """An object that was lent. Methods, attribute writes, data reads and items are uses; the rest is not.

    Each acquisition gives a new one, so a stale name never becomes valid again by luck.
    """

    __slots__ = ("_asynchronous", "_tenure", "_world")

    def __init__(self, world: World, asynchronous: bool, noop: bool = False) -> None:
        object.__setattr__(self, "_world", world)
        object.__setattr__(self, "_asynchronous", asynchronous)
        object.__setattr__(self, "_tenure", Tenure(noop=noop))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in STATUS:
            return False
        if name in DATA:
            _use(self)
            return 1
        return Method(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        _use(self)

    def __getitem__(self, key: object) -> int:
        _use(self)
        return 1

    def __setitem__(self, key: object, value: object) -> None:
        _use(self)

    def __repr__(self) -> str:
        return "<pooled>"


def tenure_of(item: Pooled) -> Tenure:
    """The lifecycle of a lent object."""
    tenure: Tenure = object.__getattribute__(item, "_tenure")
    return tenure


def world_of(item: Pooled) -> World:
    """The run that a lent object belongs to."""
    world: World = object.__getattribute__(item, "_world")
    return world


def _use(item: Pooled) -> None:
    world = world_of(item)
    world.touch(tenure_of(item))
    run_some_job(world)


class Method:
    """A bound method of a lent object: taking it is not a use, calling it is."""

    def __init__(self, item: Pooled, name: str) -> None:
        self.item = item
        self.name = name

    def __call__(self, *args: object, **kwargs: object) -> Any:
        if self.name in ASYNC_METHODS and object.__getattribute__(self.item, "_asynchronous"):
            return self._run()
        world = world_of(self.item)
        _use(self.item)
        world.may_raise()
        return Result(world)

    async def _run(self) -> Result:
        world = world_of(self.item)
        _use(self.item)
        await pause(world)
        world.may_raise()
        return Result(world)


class Result:
    """Plain data that a method gave back; it does not live off the object."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.truth: bool | None = None

    def __bool__(self) -> bool:
        if self.truth is None:
            self.truth = bool(self.world.choose(2))
        return self.truth


class _Lent:
    """`with pool.connection() as conn`: the exit is the release."""

    def __init__(self, pool: Pool | AsyncPool) -> None:
        self.pool = pool
        self.item: Pooled | None = None

    def __enter__(self) -> Pooled:
        self.pool.world.may_raise()
        self.item = Pooled(self.pool.world, False)
        return self.item

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.item is not None
        _give_back(self.pool.world, self.item, _implicit(self.pool.world, error))


class _AsyncLent:
    """`await pool.acquire()` and `async with pool.acquire() as conn` alike; nothing is taken before."""

    def __init__(self, pool: AsyncPool) -> None:
        self.pool = pool
        self.item: Pooled | None = None

    async def _take(self) -> Pooled:
        world = self.pool.world
        await pause(world)
        world.may_raise()
        return Pooled(world, True, self.pool.noop)

    def __await__(self) -> Generator[Any, Any, Pooled]:
        return self._take().__await__()

    async def __aenter__(self) -> Pooled:
        self.item = await self._take()
        return self.item

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.item is not None
        await _settle(self.pool.world, self.item, _implicit(self.pool.world, error))


def _implicit(world: World, error: BaseException | None) -> BaseException | None:
    return error if error is not None and not world.is_written(error) else None


def _give_back(world: World, item: object, pending: BaseException | None = None) -> None:
    if not isinstance(item, Pooled):
        return  # a placeholder
    tenure = tenure_of(item)
    world.release(tenure, pending)
    run_some_job(world)
    try:
        world.may_raise()
    except Exception:
        tenure.state = "unknown"  # a release that raises says nothing about the object
        raise


async def _settle(world: World, item: object, pending: BaseException | None = None) -> None:
    """Give back, then suspend: when exactly in its await a release takes effect is its own affair."""
    if isinstance(item, Pooled):
        tenure_of(item).is_settling = True
    _give_back(world, item, pending)
    await pause(world)
    if isinstance(item, Pooled):
        tenure_of(item).is_settling = False


class Pool:
    """A pool with plain calls."""

    def __init__(self, world: World) -> None:
        self.world = world

    def acquire(self) -> Pooled:
        """Lend an object."""
        run_some_job(self.world)
        self.world.may_raise()
        return Pooled(self.world, False)

    def release(self, item: object) -> None:
        """Take it back."""
        _give_back(self.world, item)

    def connection(self) -> _Lent:
        """Lend an object for a `with` block."""
        return _Lent(self)

    getconn = checkout = get_connection = acquire
    putconn = checkin = release
    lease = connection


class AsyncPool:
    """A pool whose acquisition is awaited; its release is a coroutine, with `plain_release` a plain call.

    With `noop` a second release does nothing, as some libraries document.
    """

    def __init__(self, world: World, plain_release: bool = False, noop: bool = False) -> None:
        self.world = world
        self.noop = noop
        self.plain_release = plain_release
        self.releases: list[tuple[Coroutine[Any, Any, None], int]] = []

    def acquire(self) -> _AsyncLent:
        """Lend an object, by await or by `async with`."""
        return _AsyncLent(self)

    def release(self, item: object) -> Coroutine[Any, Any, None] | None:
        """Take it back, at once or when awaited."""
        if self.plain_release:
            _give_back(self.world, item)
            return None
        coroutine = self._release(item)
        self.releases.append((coroutine, current_row() if isinstance(item, Pooled) else 0))
        return coroutine

    async def _release(self, item: object) -> None:
        await _settle(self.world, item)

    def finish(self) -> None:
        """After the run: a release that was never started is a fault of its own."""
        for coroutine, row in self.releases:
            if row and inspect.getcoroutinestate(coroutine) == inspect.CORO_CREATED:
                self.world.unawaited(row)
            coroutine.close()

    getconn = checkout = get_connection = acquire
    putconn = checkin = release
    connection = lease = acquire
