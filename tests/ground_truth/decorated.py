"""Functions of the program under decorators of libraries: tasks of a broker, coroutines of an older kind."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

from .layout import is_coroutine_decorator
from .things import Thing

if TYPE_CHECKING:
    from .outside import Outside


class Decorated(Thing):
    """A function with methods of a library, by the catalogue; called, it runs here.

    Any other attribute is the function itself: each library has a name of its own for that.
    """

    def __init__(self, outside: Outside, function: Callable[..., Any], kind: str) -> None:
        super().__init__(outside, function.__name__, kind)
        self.__dict__["__wrapped__"] = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__dict__["__wrapped__"](*args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in self.o_outside.catalogue.defer_by_method:
            return super().__getattr__(name)
        return self.__dict__["__wrapped__"]


def decorate(outside: Outside, decorator: Thing, function: Callable[..., Any]) -> Any:
    """What becomes of a function."""
    kind = decorator.o_path or decorator.o_kind
    if is_coroutine_decorator(kind):
        return _as_coroutine(function)
    return Decorated(outside, function, kind) if kind in outside.catalogue.deferring_types else function


def _as_coroutine(function: Callable[..., Any]) -> Callable[..., Any]:
    # `world.program_frames` knows the function by its name, and `made` in it
    async def o_awaiting_what_is_yielded(*args: Any, **kwargs: Any) -> Any:
        made = function(*args, **kwargs)
        if not isinstance(made, Generator):
            return made
        value: Any = None
        error: BaseException | None = None
        try:
            while True:
                waited = made.send(value) if error is None else made.throw(error)
                value, error = None, None
                try:
                    value = await _result(waited)
                except BaseException as caught:
                    error = caught
        except StopIteration as end:
            return end.value

    o_awaiting_what_is_yielded.__signature__ = inspect.signature(function)  # type: ignore[attr-defined]
    return o_awaiting_what_is_yielded


async def _result(waited: Any) -> Any:
    if isinstance(waited, list | tuple):
        return [await _result(item) for item in waited]
    return await waited if inspect.isawaitable(waited) else waited
