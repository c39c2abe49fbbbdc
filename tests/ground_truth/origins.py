"""From where something was made to run later, for what the standard library keeps: stacks, coroutines."""

from __future__ import annotations

import contextlib
import sys
import warnings
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

from .tables import takes_back
from .world import PROGRAM, World, rows_now


def stacks(world: World) -> dict[str, type]:
    """The two exit stacks of contextlib; their entries remember the rows at which they were registered."""

    class Stack(contextlib.ExitStack):
        def _push_exit_callback(self, callback: Callable[..., Any], is_sync: bool = True) -> None:
            super()._push_exit_callback(_remembering(world, callback, is_sync), is_sync)  # type: ignore[misc]

    class AsyncStack(contextlib.AsyncExitStack):
        def _push_exit_callback(self, callback: Callable[..., Any], is_sync: bool = True) -> None:
            super()._push_exit_callback(_remembering(world, callback, is_sync), is_sync)  # type: ignore[misc]

    return {"ExitStack": Stack, "AsyncExitStack": AsyncStack}


def _remembering(world: World, callback: Callable[..., Any], is_sync: bool) -> Callable[..., Any]:
    origin = (*rows_now(), *world.origin)

    def run(*details: Any) -> Any:
        before, world.origin = world.origin, origin
        try:
            return callback(*details)
        finally:
            world.origin = before

    async def run_async(*details: Any) -> Any:
        before, world.origin = world.origin, origin
        try:
            return await callback(*details)
        finally:
            world.origin = before

    return run if is_sync else run_async


@contextlib.contextmanager
def watching_coroutines(world: World) -> Iterator[None]:
    """Tell of calls of the program's own releasing coroutine functions that nobody awaited."""

    def dropped(coroutine: Any) -> None:
        origin = [row for file, row, _ in coroutine.cr_origin or () if file == PROGRAM]
        if coroutine.cr_code.co_filename == PROGRAM and origin and _gives_back(coroutine.cr_code):
            world.unawaited(origin[0])

    hook = warnings._warn_unawaited_coroutine  # type: ignore[attr-defined]
    depth = sys.get_coroutine_origin_tracking_depth()
    warnings._warn_unawaited_coroutine = dropped  # type: ignore[attr-defined]
    sys.set_coroutine_origin_tracking_depth(6)
    try:
        yield
    finally:
        warnings._warn_unawaited_coroutine = hook  # type: ignore[attr-defined]
        sys.set_coroutine_origin_tracking_depth(depth)


def _gives_back(code: CodeType) -> bool:
    return any(takes_back(name, False) for name in (code.co_name, *code.co_names))
