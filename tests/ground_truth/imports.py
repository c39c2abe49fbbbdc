"""What a program imports: the real thing where the controlled loop runs it, else made from the catalogue."""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import time
from collections.abc import Callable, Mapping
from types import SimpleNamespace, TracebackType
from typing import Any

from . import deferring
from .handles import Handle, running_loop
from .jobs import run_some_job
from .layout import Layout
from .origins import stacks
from .tables import Catalogue, is_pool_name
from .things import Thing
from .world import World

_REAL = frozenset({"abc", "asyncio", "collections", "contextlib", "copy", "dataclasses", "datetime", "enum"})
_REAL |= {"functools", "inspect", "io", "itertools", "json", "math", "operator", "random", "re", "string"}
_REAL |= {"time", "types", "typing", "unittest", "uuid", "warnings", "__future__"}
_ERRORS = ("Error", "Exception", "Timeout", "NotFound", "Cancelled", "Warning")


class Gone(Exception):
    """A call that never returns has ended the request."""


class Swallows:
    """A block that expects the error of its body, or silences it."""

    def __enter__(self) -> Swallows:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return isinstance(error, Exception)

    async def __aenter__(self) -> Swallows:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        return isinstance(error, Exception)


class Imports:
    """Part of `Outside`: modules, base classes and exception classes."""

    world: World
    catalogue: Catalogue
    layout: Layout
    namespace: dict[str, Any]
    bases: dict[str, type]

    def import_(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> object:
        """`__import__` of the program."""
        head = name.partition(".")[0]
        if head in _REAL:
            real = __import__(name, globals, locals, fromlist, level)
            return self._patched(real) if head in ("asyncio", "contextlib", "time") else real
        return Thing(
            self._outside(), name.rpartition(".")[2] if fromlist else head, path=name if fromlist else head
        )

    def _patched(self, real: Any) -> object:
        """A module of the standard library; what needs a thread, a clock or a running loop is replaced."""
        known = dict(vars(real))
        if real is contextlib:
            return SimpleNamespace(**{**known, **stacks(self.world)})
        if real is time:
            return SimpleNamespace(**{**known, "sleep": lambda seconds: run_some_job(self.world)})
        known["get_running_loop"] = known["get_event_loop"] = known["new_event_loop"] = self._loop
        for name in ("Queue", "LifoQueue", "PriorityQueue"):
            known[name] = self._pool_or(f"asyncio.{name}", known[name])
        known["current_task"] = lambda: asyncio.current_task() or Thing(self._outside(), "task")
        for dotted, record in self.catalogue.defer_by_name.items():
            module, _, name = dotted.rpartition(".")
            if module == "asyncio" and name in known:
                needs_other = record.lane == "now" or name == "run_coroutine_threadsafe"
                known[name] = self._deferring(dotted, known[name], needs_other)
        return SimpleNamespace(**known)

    def _deferring(self, dotted: str, real: Any, needs_other: bool) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if running_loop() is not None and not needs_other:
                return real(*args, **kwargs)
            record = self.catalogue.defer_by_name[dotted]
            return deferring.defer(self._outside(), record, None, dotted.rpartition(".")[2], args, kwargs)

        return call

    def _pool_or(self, path: str, real: Any) -> Callable[..., Any]:
        """A class of the standard library; under the name of a pool what the catalogue makes of it."""

        def make(*args: Any, **kwargs: Any) -> Any:
            outside = self._outside()
            bound = outside.bound_name()
            is_pool = is_pool_name(bound) and self.catalogue.specs_for_type(path, True)
            return Thing(outside, bound, path) if is_pool else real(*args, **kwargs)

        return make

    def _loop(self) -> Any:
        return running_loop() or Thing(self._outside(), "loop")

    def base_class(self, thing: Thing) -> type:
        """A class for `class X(library.Y)`; one that starts what it runs calls the method `run`."""
        if thing.o_path not in self.bases:
            record = self.catalogue.defer_by_name.get(thing.o_path)
            is_worker = record is not None and record.start is not None
            self.bases[thing.o_path] = self._worker(record) if is_worker else self._plain(thing.o_path)
        return self.bases[thing.o_path]

    def _plain(self, path: str) -> type:
        outside: Any = self

        class Plain(Thing):
            def __new__(cls, *args: object, **kwargs: object) -> Plain:
                made: Plain = object.__new__(cls)
                Thing.__init__(made, outside, outside.bound_name() or cls.__name__, path)
                return made

            def __init__(self, *args: object, **kwargs: object) -> None:
                pass

        return Plain

    def _worker(self, record: Any) -> type:
        outside: Any = self

        class Worker(Handle):
            def __new__(cls, *args: object, **kwargs: object) -> Worker:
                made: Worker = object.__new__(cls)
                Handle.__init__(made, outside, cls.__name__, record, [])
                if run := getattr(cls, "run", None):
                    made.__dict__["o_bodies"].append(lambda: run(made))
                return made

            def __init__(self, *args: Any, **kwargs: Any) -> None:
                if not self.__dict__["o_bodies"]:
                    self.__dict__["o_bodies"] += deferring.bodies(outside, record, "", args, kwargs)

        return Worker

    def completed(self, kind: type) -> type:
        """The class, with something opaque for each attribute that a base out of sight may set."""
        bases = [base for base in kind.__mro__[:-1] if base.__module__ != "program"]
        if not bases or issubclass(kind, Thing | BaseException):
            return kind
        outside: Any = self

        def missing(made: Any, name: str) -> Any:
            if name.startswith("__") or name in outside.layout.stored:
                raise AttributeError(name)
            made.__dict__[name] = found = Thing(outside, name)
            return found

        return type(kind.__name__, (kind,), {"__getattr__": missing, "__module__": "program"})

    def resolve(self, name: str) -> type[BaseException]:
        """The exception class behind a name that stands in a handler."""
        try:
            found = eval(name, self.namespace)
        except (NameError, AttributeError):
            found = None
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
        return self.error_type(name.rpartition(".")[2])

    def imported_class(self, name: str) -> type | None:
        """The exception class that a module has by this name, if that is what the name says."""
        named = any(error.rpartition(".")[2] == name for error in self.layout.errors)
        return self.error_type(name) if named or name.endswith(_ERRORS) else None

    def error_type(self, name: str) -> type[BaseException]:
        """An exception class of a library that is not there."""
        found = getattr(builtins, name, None)
        if isinstance(found, type) and issubclass(found, BaseException):
            return found
        made = self.bases.get(name) or type(name, (Exception,), {})
        self.bases[name] = made
        return made

    def _outside(self) -> Any:
        return self
