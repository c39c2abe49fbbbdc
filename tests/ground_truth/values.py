"""What a program gets from outside: opaque data, unknown functions, stand-ins for what it imports."""

from __future__ import annotations

import builtins
import functools
import types
from collections.abc import Callable, Iterator, Mapping
from types import FunctionType, ModuleType, SimpleNamespace
from typing import Any

from . import lanes
from .lanes import pause, run_some_job
from .pool import AsyncPool, Method, Pool, Pooled, tenure_of
from .world import PROGRAM, UnknownError, World, current_row

MAX_TURNS = 2
MAX_REPEATS = 2  # an opaque condition that is asked again and again says no in the end


class Opaque:
    """Data of which the program knows nothing: flags, sizes and rows are decided when first looked at.

    The same attribute of the same value never changes its mind, since correlated tests are feasible together
    only one way; iterating is decided anew each time.
    """

    def __init__(self, world: World) -> None:
        self.__dict__["_world"] = world
        self.__dict__["_known"] = {}

    def _decide(self, what: object) -> bool:
        known: dict[object, bool] = self.__dict__["_known"]
        if what not in known:
            known[what] = bool(self.__dict__["_world"].choose(2))
        return known[what]

    def __getattr__(self, name: str) -> Opaque:
        if name.startswith("__"):
            raise AttributeError(name)
        child = Opaque(self.__dict__["_world"])
        self.__dict__[name] = child
        return child

    def __bool__(self) -> bool:
        return self._decide("true")

    def __eq__(self, other: object) -> bool:
        return self._decide(("==", repr(other)))

    def __ne__(self, other: object) -> bool:
        return not self._decide(("==", repr(other)))

    __hash__ = object.__hash__

    def __gt__(self, other: object) -> bool:
        return self._decide((">", repr(other)))

    def __lt__(self, other: object) -> bool:
        return self._decide(("<", repr(other)))

    def __add__(self, other: object) -> Opaque:
        return self

    def __getitem__(self, key: object) -> Opaque:
        return self

    def __index__(self) -> int:
        return int(self.__dict__["_world"].choose(MAX_TURNS + 1))

    def __iter__(self) -> Iterator[Opaque]:
        world: World = self.__dict__["_world"]
        for _ in range(world.choose(MAX_TURNS + 1)):
            world.may_raise()
            yield Opaque(world)
        world.may_raise()

    async def __aiter__(self) -> Any:
        world: World = self.__dict__["_world"]
        for _ in range(world.choose(MAX_TURNS + 1)):
            await pause(world)
            world.may_raise()
            yield Opaque(world)
        await pause(world)
        world.may_raise()

    def __repr__(self) -> str:
        return "<opaque>"


class Unknown:
    """A function that can't be looked into: uses what it is given, may call it, may raise, keeps nothing."""

    def __init__(self, world: World, repeats: dict[int, int]) -> None:
        self.world = world
        self.repeats = repeats

    def __call__(self, *args: object, **kwargs: object) -> Opaque:
        _look_at([*args, *kwargs.values()], self.world)
        run_some_job(self.world)
        self.world.may_raise()
        answer = Opaque(self.world)
        row = current_row()
        self.repeats[row] = self.repeats.get(row, 0) + 1
        if self.repeats[row] > MAX_REPEATS:
            answer.__dict__["_known"]["true"] = False
        return answer


class UnknownAsync(Unknown):
    """The same, to be awaited."""

    async def __call__(self, *args: object, **kwargs: object) -> Opaque:  # type: ignore[override]
        _look_at([*args, *kwargs.values()], self.world)
        await pause(self.world)
        return super().__call__()


def _look_at(values: object, world: World) -> None:
    if isinstance(values, Pooled):
        world.touch(tenure_of(values))
    elif isinstance(values, list | tuple):
        for value in values:
            _look_at(value, world)
    elif isinstance(values, dict):
        _look_at(list(values.values()), world)
    elif (
        isinstance(values, FunctionType | functools.partial | Method) and _is_ours(values) and world.choose(2)
    ):
        values()


def _is_ours(value: FunctionType | functools.partial[Any] | Method) -> bool:
    return not isinstance(value, FunctionType) or value.__code__.co_filename == PROGRAM


class Queue:
    """A queue with a reader outside of the program, who may be slow."""

    def __init__(self, world: World) -> None:
        self.world = world

    def put(self, item: object, block: bool = True) -> Any:
        """Hand it to the reader; the answer can be awaited, for queues of asyncio."""
        self.put_nowait(item)
        return pause(self.world)

    def put_nowait(self, item: object) -> None:
        """Hand it to the reader, unless the queue is full."""
        self.world.may_raise()
        self.world.sent.append((item, current_row()))
        run_some_job(self.world)


def consume(value: object, world: World, depth: int = 0) -> list[Any]:
    """What a caller does with what it was given: use it, call it, iterate it. Awaitables are handed back."""
    if depth > 3:
        return []
    if isinstance(value, Pooled):
        world.touch(tenure_of(value))
    elif isinstance(value, list | tuple | set):
        return [rest for item in list(value) for rest in consume(item, world, depth + 1)]
    elif isinstance(value, Mapping):
        return consume(list(value.values()), world, depth)
    elif isinstance(value, Iterator):
        return [rest for item in value for rest in consume(item, world, depth + 1)]
    elif isinstance(value, types.CoroutineType | types.AsyncGeneratorType):
        return [value]
    elif isinstance(value, FunctionType | functools.partial | Method):
        return consume(value(), world, depth + 1)
    return []


class _Logger:
    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


def error_type(name: str) -> type[BaseException]:
    """The exception class behind a name that stands in a handler."""
    found = getattr(builtins, name, None)
    if isinstance(found, type) and issubclass(found, BaseException):
        return found
    if name not in _made:
        _made[name] = type(name, (Exception,), {})
    return _made[name]


_made: dict[str, type[BaseException]] = {}
_REAL = frozenset({"contextlib", "functools", "itertools", "typing", "dataclasses", "collections", "asyncio"})
_POOL_NAMES = ("pool", "db_pool")


class Outside:
    """Everything that a program can import or be given, for one run."""

    def __init__(self, world: World, pool: Pool | AsyncPool, objects: frozenset[str]) -> None:
        self.world = world
        self.pool = pool
        self.objects = objects
        repeats: dict[int, int] = {}
        self.unknown = Unknown(world, repeats)
        self.unknown_async = UnknownAsync(world, repeats)

    def argument(self, name: str) -> object:
        """The value for a parameter of the entry function, chosen by its name."""
        if name.endswith("pool"):
            return self.pool
        if name.endswith("queue"):
            return Queue(self.world)
        if name in self.objects:
            return Pooled(self.world, not isinstance(self.pool, Pool), getattr(self.pool, "noop", False))
        if name == "executor":
            return lanes.Executor(self.world)
        return Opaque(self.world)

    def import_(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> object:
        """`__import__` of the program."""
        if name.split(".")[0] in _REAL or name == "__future__":
            return __import__(name, globals, locals, fromlist, level)
        if name == "threading":
            return lanes.threading_module(self.world)
        if name.startswith("concurrent"):
            futures = lanes.futures_module(self.world)
            return futures if fromlist else SimpleNamespace(futures=futures)
        if name == "logging":
            return SimpleNamespace(getLogger=lambda name="": _Logger())
        if name == "queue":
            return SimpleNamespace(Queue=lambda maxsize=0: Queue(self.world))
        if name == "atexit":
            return SimpleNamespace(register=self._register)
        return _App(name, self)

    def _register(self, body: Callable[..., object], *args: object, **kwargs: object) -> None:
        self.world.at_exit.append(lambda: body(*args, **kwargs))


class _App(ModuleType):
    """A module of the application or of a library that is not there: its names are unknown functions."""

    def __init__(self, name: str, outside: Outside) -> None:
        super().__init__(name)
        self._outside = outside

    def __getattr__(self, name: str) -> object:
        if name in _POOL_NAMES:
            return self._outside.pool
        if name.endswith(("Error", "Timeout")) or name == "NotFound":
            return error_type(name)
        if name[:1].isupper():
            return object
        if self.__name__.endswith("aio"):
            return self._outside.unknown_async
        return self._outside.unknown


def generic_errors(names: tuple[str, ...]) -> tuple[type[BaseException], ...]:
    """The errors that opaque calls raise: one that nobody names, and each that a handler names."""
    return (UnknownError, *(error_type(name.rpartition(".")[2]) for name in names))
