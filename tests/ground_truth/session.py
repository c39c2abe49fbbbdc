"""Calls an entry of a program as its callers would, and uses whatever comes out."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import types
from collections.abc import Iterator, Mapping
from typing import Any

from .deferring import call_filled
from .jobs import drain, note_invalid
from .loop import drive
from .outside import Outside, is_program_code
from .things import Thing
from .world import Stop, World


class Session:
    """One run. `entry` is a function, `Class.method`, a class that is a context manager, or several methods,
    separated by commas, that are called in that order on one object.
    """

    def __init__(self, world: World, outside: Outside, entry: str) -> None:
        self.world = world
        self.outside = outside
        self.entries = [name.strip() for name in entry.split(",")]
        self.error: BaseException | None = None
        self.instances: dict[str, Any] = {}

    def is_async(self) -> bool:
        """Whether the entry has to be called in a loop."""
        found = [self._find(entry, bind=False) for entry in self.entries]
        return any(
            inspect.iscoroutinefunction(inspect.unwrap(f))
            or inspect.isasyncgenfunction(inspect.unwrap(f))
            or hasattr(f, "__aenter__")
            for f in found
        )

    def _find(self, entry: str, bind: bool = True) -> Any:
        owner, _, name = entry.rpartition(".")
        if not owner:
            return self.outside.namespace[name]
        kind = self.outside.namespace[owner]
        if not bind:
            return inspect.getattr_static(kind, name)
        if owner not in self.instances:
            self.instances[owner] = self.outside.instance(kind)
        return getattr(self.instances[owner], name)

    def _call(self, entry: str) -> Any:
        found = self._find(entry)
        if isinstance(found, type):
            return self.outside.instance(found)
        return found(*self.outside.arguments(found))

    def run(self) -> None:
        """The plain case."""
        with self._noting():
            for entry in self.entries:
                value = self._call(entry)
                with self._as_consumer():
                    if _is_manager(value, contextlib.AbstractContextManager):
                        with value as inner:
                            self._consume_now(inner)
                    else:
                        self._consume_now(value)

    def _consume_now(self, value: object) -> None:
        for rest in consume(value, self.outside):
            if inspect.isawaitable(rest):
                self._consume_now(drive(self.world, rest))

    async def run_async(self) -> None:
        """The same for coroutine functions, in the loop."""
        with self._noting():
            for entry in self.entries:
                value = self._call(entry)
                if _is_manager(value, contextlib.AbstractAsyncContextManager):
                    async with value as inner:
                        with self._as_consumer():
                            await self._consume(inner)
                    continue
                if inspect.iscoroutine(value):
                    value = await value
                with self._as_consumer():
                    await self._consume(value)

    async def _consume(self, value: object) -> None:
        for rest in consume(value, self.outside):
            if inspect.isawaitable(rest):
                await self._consume(await rest)
            else:
                async for item in rest:
                    await self._consume(item)
                    if self.world.stops_early():
                        await rest.aclose()
                        break

    @contextlib.contextmanager
    def _as_consumer(self) -> Iterator[None]:
        self.world.lane = "consumer"
        may_cancel, self.world.may_cancel = self.world.may_cancel, False
        yield
        self.world.lane = "main"
        self.world.may_cancel = may_cancel and len(self.entries) > 1

    @contextlib.contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except Stop:
            raise
        except (Exception, asyncio.CancelledError, SystemExit) as error:
            self.error = error
            note_invalid(self.world, error)

    def close(self) -> None:
        """The function has ended: threads end, readers read what they were sent, the process exits."""
        drain(self.world)
        self.world.lane = "consumer"
        for item, _ in self.world.sent:
            consume(item, self.outside)
        self.world.lane = "callback"
        for instance in self.instances.values():
            if hasattr(instance, "doCleanups") and not isinstance(instance, Thing):
                instance.doCleanups()
        while self.world.at_exit:
            self.world.at_exit[-1].run()


def _is_manager(value: object, kind: type) -> bool:
    return isinstance(value, kind) and not isinstance(value, Thing)


def _items(values: Iterator[Any], outside: Outside) -> Iterator[Any]:
    for item in values:
        yield item
        if isinstance(values, types.GeneratorType) and outside.world.stops_early():
            values.close()
            return


def consume(value: object, outside: Outside, depth: int = 0) -> list[Any]:
    """What a caller does with what it was given: use it, call it, iterate it. Awaitables are handed back."""
    if depth > 3:
        return []
    if isinstance(value, Thing):
        value.o_touch()
        streams: list[Any] = []
        for part in value.__dict__["o_parts"]:
            if isinstance(part, Iterator | types.AsyncGeneratorType) or (
                isinstance(part, Thing) and part.o_lender
            ):
                streams += consume(part, outside, depth + 1)
        if streams:
            return streams
        owner = value.o_owner
        is_read = value.o_lender is not None or value.o_name in outside.layout.data
        if owner is not None and owner.o_tenure is not None and not is_read:
            return consume(value(), outside, depth + 1)
    elif isinstance(value, list | tuple | set):
        return [rest for item in list(value) for rest in consume(item, outside, depth + 1)]
    elif isinstance(value, Mapping):
        return consume(list(value.values()), outside, depth)
    elif isinstance(value, Iterator):
        return [rest for item in _items(value, outside) for rest in consume(item, outside, depth + 1)]
    elif isinstance(value, types.CoroutineType | types.AsyncGeneratorType):
        return [value]
    elif is_program_code(value):
        return consume(call_filled(outside, value, (), {}), outside, depth + 1)
    return []
