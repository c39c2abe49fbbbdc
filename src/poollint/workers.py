"""Checks files in several processes. What a process dies of (libcst's parser is native code) costs one file.

The results don't depend on how many processes there are, or on how they were started.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

Work = Callable[[Any], Any]
"""What a process does with one item."""


@dataclass(frozen=True)
class Crash:
    """What comes in place of a result where the process died: by which signal, or with which exit code."""

    code: int

    def __str__(self) -> str:
        if self.code < 0:
            with suppress(ValueError):
                return f"the analysis crashed ({signal.Signals(-self.code).name})"
        return f"the analysis crashed (exit code {self.code})"


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_method() -> str:
    """`fork` where there is one: what is imported and found out already is then shared."""
    return "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"


class _Shares:
    """Which process does which item next.

    Neighbours have much in common, so each process goes along a stretch of its own; one that is done with it
    takes the further half of the longest that is left.
    """

    def __init__(self, sizes: Sequence[int], count: int) -> None:
        self._sizes = sizes
        self._stretches = [list(range(len(sizes)))]
        while len(self._stretches) < count:
            self._stretches.append(self._half())

    def next(self, number: int) -> int | None:
        """The next item of a process, None where all are given out."""
        if not self._stretches[number]:
            self._stretches[number] = self._half()
        own = self._stretches[number]
        return own.pop(0) if own else None

    def _half(self) -> list[int]:
        """Take what stands behind the middle of the longest stretch."""
        longest = max(self._stretches, key=self._size)
        whole, first, size = self._size(longest), 0, 0
        while first < len(longest) and (size + self._sizes[longest[first]]) * 2 <= whole:
            size += self._sizes[longest[first]]
            first += 1
        half = longest[first:]
        del longest[first:]
        return half

    def _size(self, stretch: list[int]) -> int:
        return sum(self._sizes[item] for item in stretch)


def run(
    items: Sequence[Any],
    jobs: int,
    prepare: Callable[..., Work],
    setup: tuple[Any, ...],
    method: str,
    sizes: Sequence[int] = (),
) -> Iterator[tuple[int, Any]]:
    """The results of all items with their numbers, as they come.

    Items that follow on each other are done by one process, as far as their `sizes` are shared out evenly.
    Each process calls `prepare(*setup)` once, and what that gives for each item; all of these must be
    picklable where `method` is not `fork`.
    """
    context: Any = multiprocessing.get_context(method)
    jobs = min(jobs, len(items))
    shares = _Shares(sizes or [1] * len(items), jobs)
    workers: dict[Connection, tuple[Any, int, int]] = {}

    def start() -> tuple[Any, Connection]:
        ours, theirs = context.Pipe()
        inherited = [ours, *workers] if method == "fork" else []
        process = context.Process(target=_serve, args=(theirs, prepare, setup, inherited), daemon=True)
        process.start()
        theirs.close()
        return process, ours

    def hand(share: int, process: Any, connection: Connection) -> None:
        number = shares.next(share)
        if number is None:
            connection.close()  # that ends it
            process.join()
            return
        workers[connection] = (process, share, number)
        with suppress(OSError):  # where it died before, the answer that doesn't come tells
            connection.send(items[number])

    try:
        for share in range(jobs):
            hand(share, *start())
        while workers:
            for connection in wait(list(workers)):
                assert isinstance(connection, Connection)
                process, share, number = workers.pop(connection)
                try:
                    result = connection.recv()
                except (EOFError, OSError):
                    process.join()
                    connection.close()
                    yield number, Crash(process.exitcode or 0)
                    hand(share, *start())
                else:
                    yield number, result
                    hand(share, process, connection)
    finally:
        for process, _, _ in workers.values():
            process.terminate()


def _serve(
    connection: Connection, prepare: Callable[..., Work], setup: tuple[Any, ...], others: list[Connection]
) -> None:
    """The life of one process: items in, results out, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process
    for other in others:
        other.close()
    work = prepare(*setup)
    while True:
        try:
            item = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(work(item))
