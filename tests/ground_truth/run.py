"""Runs a program along every path and says which faults some path shows."""

from __future__ import annotations

import ast
import asyncio
import builtins
import contextlib
import inspect
import warnings
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from .lanes import drain, note_invalid
from .loop import run_async
from .pool import AsyncPool, Pool
from .values import Outside, consume, generic_errors
from .world import PROGRAM, Decisions, Family, Layout, Stop, UnknownError, Violation, World

PoolKind = Literal["sync", "async", "plain-release", "noop"]


@dataclass(frozen=True)
class Program:
    """A text, the function to start with (`name` or `Class.name`), and the sort of pool that it is given.

    `objects` are the parameters of that function that are lent objects.
    """

    text: str
    entry: str
    pool: PoolKind = "sync"
    features: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Truth:
    """What running all paths showed; `why_not` says why that is no basis for a verdict, where it is not."""

    violations: frozenset[Violation] = frozenset()
    paths: int = 0
    is_complete: bool = True
    why_not: str | None = None
    witnesses: dict[Violation, tuple[int, ...]] = field(default_factory=dict, compare=False, hash=False)

    def faults(self) -> frozenset[Family]:
        """The families of faults that stand on a written path."""
        return frozenset(v.family for v in self.violations if v.path == "written")

    def repeated(self) -> frozenset[Family]:
        """Double releases that are one release in two turns of a loop, which a late use tells of already."""
        late = {v.release_row for v in self.violations if v.family == "late" and v.path == "written"}
        double = [v for v in self.violations if v.family == "double" and v.path == "written"]
        once = bool(double) and all(v.release_row == v.late_row and v.release_row in late for v in double)
        return frozenset({"double"}) if once else frozenset()

    def doubts(self) -> frozenset[Family]:
        """The families that must not be scored as absent."""
        return frozenset(v.family for v in self.violations if v.path == "doubtful") - self.faults()

    def implicit(self) -> frozenset[Family]:
        """The families that only unhandled errors and cancellations show."""
        return frozenset(v.family for v in self.violations if v.path == "implicit") - self.faults()


def find_truth(program: Program, bound: int = 800, may_fail: bool = False) -> Truth:
    """Enumerate the paths of a program, at most `bound` of them, those nearest to the plain one first.

    With `may_fail`, calls that hardly ever raise do so, too; what only they show is doubtful.
    Cancellations are a second pass, made only where something can be cancelled and nothing was found before.
    """
    try:
        tree = ast.parse(program.text)
        code = compile(tree, PROGRAM, "exec")
    except (SyntaxError, ValueError) as error:
        return Truth(why_not=f"does not compile: {error}")
    layout = Layout.of(tree)
    witnesses: dict[Violation, tuple[int, ...]] = {}
    paths = 0
    complete = True
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for cancelling in (False, True):
            if cancelling and (program.pool == "sync" or any(v.path == "written" for v in witnesses)):
                break
            todo: deque[tuple[int, ...]] = deque([()])
            left = bound
            while todo and left:
                left -= 1
                paths += 1
                prefix = todo.popleft()
                outcome = _run(program, code, layout, prefix, cancelling, may_fail)
                if outcome.why_not is not None:
                    return Truth(why_not=outcome.why_not, paths=paths)
                for violation in outcome.violations:
                    witnesses.setdefault(violation, prefix)
                todo.extend(outcome.siblings)
            complete = complete and (not todo or cancelling)
    return Truth(frozenset(witnesses), paths, complete, None, witnesses)


@dataclass(frozen=True)
class _Outcome:
    violations: frozenset[Violation] = frozenset()
    siblings: tuple[tuple[int, ...], ...] = ()
    why_not: str | None = None


def _make_pool(kind: PoolKind, world: World) -> Pool | AsyncPool:
    if kind == "sync":
        return Pool(world)
    return AsyncPool(world, plain_release=kind == "plain-release", noop=kind == "noop")


def _run(
    program: Program, code: Any, layout: Layout, prefix: tuple[int, ...], cancelling: bool, may_fail: bool
) -> _Outcome:
    decisions = Decisions(prefix)
    world = World(decisions, layout, generic_errors(layout.errors), may_cancel=cancelling, may_fail=may_fail)
    pool = _make_pool(program.pool, world)
    outside = Outside(world, pool, program.objects)
    own_builtins = dict(vars(builtins))
    own_builtins["__import__"] = outside.import_
    own_builtins["print"] = lambda *args, **kwargs: None
    namespace: dict[str, Any] = {"__builtins__": own_builtins, "__name__": "program"}
    session = _Session(world, outside, namespace, program.entry)
    try:
        exec(code, namespace)
        if program.pool == "sync":
            session.run()
        else:
            run_async(world, session.run_async)
        session.close()
    except Stop as stop:
        return _Outcome(why_not=str(stop))
    except Exception as error:
        return _Outcome(why_not=f"{type(error).__name__}: {error}")
    finally:
        if isinstance(pool, AsyncPool):
            pool.finish()
    if world.invalid:
        return _Outcome(why_not=world.invalid[0])
    return _Outcome(frozenset(world.violations(session.error)), tuple(decisions.siblings()))


class _Session:
    """Calls the entry function as its callers would, and uses whatever comes out."""

    def __init__(self, world: World, outside: Outside, namespace: dict[str, Any], entry: str) -> None:
        self.world = world
        self.outside = outside
        self.namespace = namespace
        self.entry = entry
        self.error: BaseException | None = None

    def _call(self) -> Any:
        owner, _, name = self.entry.rpartition(".")
        function = self.namespace[owner or name]
        if owner:
            instance = function(*self._arguments(function.__init__, skip=1))
            function = getattr(instance, name)
        return function(*self._arguments(function))

    def _arguments(self, function: Any, skip: int = 0) -> list[object]:
        names = list(inspect.signature(function).parameters)[skip:]
        return [self.outside.argument(name) for name in names]

    def run(self) -> None:
        with self._noting():
            value = self._call()
            with self._as_consumer():
                if isinstance(value, contextlib.AbstractContextManager):
                    with value as inner:
                        consume(inner, self.world)
                else:
                    consume(value, self.world)

    async def run_async(self) -> None:
        with self._noting():
            value = self._call()
            if isinstance(value, contextlib.AbstractAsyncContextManager):
                async with value as inner:
                    with self._as_consumer():
                        await self._consume(inner)
                return
            if inspect.iscoroutine(value):
                value = await value
            with self._as_consumer():
                await self._consume(value)

    async def _consume(self, value: object) -> None:
        for rest in consume(value, self.world):
            if inspect.iscoroutine(rest):
                await self._consume(await rest)
            else:
                async for item in rest:
                    await self._consume(item)

    @contextlib.contextmanager
    def _as_consumer(self) -> Iterator[None]:
        self.world.lane = "consumer"
        self.world.may_cancel = False
        yield
        self.world.lane = "main"

    @contextlib.contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except (Exception, asyncio.CancelledError) as error:
            self.error = error
            note_invalid(self.world, error)

    def close(self) -> None:
        """The function has ended: threads end, readers read what they were sent, the process exits."""
        drain(self.world)
        self.world.lane = "consumer"
        for item, _ in self.world.sent:
            consume(item, self.world)
        self.world.lane = "callback"
        for body in reversed(self.world.at_exit):
            with contextlib.suppress(UnknownError):
                body()
