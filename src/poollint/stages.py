"""Where the time of a run goes, by stage: asked for with `--profile`, and otherwise next to free.

Stages nest, and each is charged only with what its inner ones don't take. What other processes did is added,
so that the sum can be more than the time that went by.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])
_REST = "the rest"
Taken = tuple[Mapping[str, float], Mapping[str, int]]
"""Seconds and counts by stage."""


class Stages:
    """Seconds of wall time and how often, by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self._open = [_REST]
        self._since = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Charge what happens within to `name`."""
        self._charge()
        self.counts[name] = self.counts.get(name, 0) + 1
        self._open.append(name)
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def _charge(self) -> None:
        now = time.perf_counter()
        name = self._open[-1]
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now

    def take(self) -> Taken:
        """What was counted, for `add` in another process; it is counted no more here."""
        self._charge()
        self.seconds.pop(_REST, None)  # waiting for work
        taken = self.seconds, self.counts
        self.seconds, self.counts = {}, {}
        return taken

    def add(self, taken: Taken) -> None:
        """Add what another process took."""
        for name, seconds in taken[0].items():
            self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        for name, count in taken[1].items():
            self.counts[name] = self.counts.get(name, 0) + count

    def table(self) -> str:
        """The stages with their seconds and shares, the longest first."""
        self._charge()
        whole = sum(self.seconds.values()) or 1.0
        rows = sorted(self.seconds.items(), key=lambda row: (-row[1], row[0]))
        lines = [f"{'seconds':>9}  {'share':>5}  {'times':>7}  stage"]
        for name, seconds in rows:
            count = self.counts.get(name)
            lines.append(f"{seconds:9.3f}  {seconds / whole:5.0%}  {count or '':>7}  {name}")
        return "\n".join(lines) + "\n"


_current: list[Stages] = []


def current() -> Stages | None:
    """What counts at the moment, if anything does."""
    return _current[-1] if _current else None


def begin() -> Stages:
    """Count from now on."""
    _current[:] = [Stages()]
    return _current[0]


def end() -> None:
    """Count no more."""
    _current.clear()


def staged(name: str) -> Callable[[_Function], _Function]:
    """Charge the calls of a function to the stage `name`."""

    def decorate(function: _Function) -> _Function:
        @wraps(function)
        def run(*args: Any, **keywords: Any) -> Any:
            if not _current:
                return function(*args, **keywords)
            with _current[-1].stage(name):
                return function(*args, **keywords)

        return run  # type: ignore[return-value]

    return decorate
