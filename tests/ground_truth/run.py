"""Runs a program along every path and says which faults some path shows."""

from __future__ import annotations

import ast
import builtins
import traceback
import warnings
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from .layout import Layout
from .loop import run_async
from .origins import watching_coroutines
from .outside import Outside
from .owners import Leak, leaks
from .session import Session
from .shelves import put_shelves_of_the_module
from .tables import shipped, with_user
from .things import Thing
from .world import PROGRAM, Decisions, Family, Stop, Violation, World

PoolKind = Literal["read", "sync", "async", "plain-release", "noop"]
_AWAITS: Mapping[PoolKind, tuple[bool | None, bool | None]] = {
    "read": (None, None),
    "sync": (False, False),
    "async": (True, True),
    "plain-release": (True, False),
    "noop": (True, True),
}


@dataclass(frozen=True)
class Program:
    """A text, the function to start with (see `Session`), and the sort of pool that it is given.

    `pool` is "read" where the program itself says which calls are awaited. `objects` are the parameters that
    are lent objects, `plain` names that are no pools, `given` expressions for what can't be opaque,
    `user_tables` the pools, deferrals and joins of `[tool.poollint]`. With `keeps` unknown functions keep
    what they are given, and use it when their receiver is called again; what that shows is doubtful.
    """

    text: str
    entry: str
    pool: PoolKind = "sync"
    features: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    given: tuple[tuple[str, str], ...] = ()
    user_tables: Mapping[str, Mapping[str, Mapping[str, object]]] = field(default_factory=dict, hash=False)
    keeps: bool = False


@dataclass(frozen=True)
class Truth:
    """What running all paths showed; `why_not` says why that is no basis for a verdict, where it is not.

    `lent` is the greatest number of objects that were seen on a path.
    """

    violations: frozenset[Violation] = frozenset()
    paths: int = 0
    lent: int = 0
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


@lru_cache(maxsize=8)
def _read(text: str, timeouts: bool) -> tuple[Any, Layout]:
    """A text that is run in several ways is read once."""
    tree = ast.parse(text)
    return compile(tree, PROGRAM, "exec", dont_inherit=True), Layout.of(tree, timeouts=timeouts)


def find_truth(program: Program, bound: int = 800, may_fail: bool = False) -> Truth:
    """Enumerate the paths of a program, at most `bound` of them, those nearest to the plain one first.

    With `may_fail`, calls that hardly ever raise do so, too; what only they show is doubtful.
    Cancellations are a second pass, made only where something can be cancelled and nothing was found before.
    """
    try:
        code, layout = _read(program.text, program.pool == "read")
    except (SyntaxError, ValueError) as error:
        return Truth(why_not=f"does not compile: {error}")
    witnesses: dict[Violation, tuple[int, ...]] = {}
    paths = lent = 0
    complete = True
    for cancelling in (False, True):
        if cancelling and (not layout.is_async or any(v.path == "written" for v in witnesses)):
            break
        for prefix, outcome in _explore(program, code, layout, bound, _Pass(cancelling, may_fail)):
            paths += 1
            if outcome.why_not is not None:
                return Truth(why_not=outcome.why_not, paths=paths, witnesses={})
            complete = complete and not outcome.is_cut
            lent = max(lent, outcome.lent)
            for violation in outcome.violations:
                witnesses.setdefault(violation, prefix)
        complete = complete and (not outcome.is_last_of_many or cancelling)
    return Truth(frozenset(witnesses), paths, lent, complete, None, witnesses)


def find_leaks(program: Program, bound: int = 600) -> frozenset[Leak] | None:
    """What is left held at the end of some path, errors of all calls and cancellations included.

    None where the program is no basis for a verdict.
    """
    code, layout = _read(program.text, program.pool == "read")
    found: set[Leak] = set()
    for cancelling in (False, True) if layout.is_async else (False,):
        for _, outcome in _explore(program, code, layout, bound, _Pass(cancelling, all_raise=not cancelling)):
            if outcome.why_not is not None:
                return None
            found |= outcome.leaks
    return frozenset(found)


@dataclass(frozen=True)
class _Pass:
    """What may go wrong in a run."""

    cancelling: bool = False
    may_fail: bool = False
    all_raise: bool = False


def _explore(
    program: Program, code: Any, layout: Layout, bound: int, mode: _Pass
) -> Iterator[tuple[tuple[int, ...], _Outcome]]:
    """The paths of a program, at most `bound` of them, those nearest to the plain one first."""
    todo: deque[tuple[int, ...]] = deque([()])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for left in reversed(range(bound)):
            prefix = todo.popleft()
            outcome = run_of_a_program(program, code, layout, prefix, mode)
            todo.extend(outcome.siblings)
            yield prefix, replace(outcome, is_last_of_many=bool(todo) and not left)
            if not todo:
                return


@dataclass(frozen=True)
class _Outcome:
    violations: frozenset[Violation] = frozenset()
    siblings: tuple[tuple[int, ...], ...] = ()
    is_cut: bool = False
    lent: int = 0
    why_not: str | None = None
    leaks: frozenset[Leak] = frozenset()
    is_last_of_many: bool = False  # the bound is reached, and not all paths are known


def _outside(program: Program, layout: Layout, prefix: tuple[int, ...], mode: _Pass) -> Outside:
    def resolve(name: str) -> type[BaseException]:
        return outside.resolve(name)

    world = World(Decisions(prefix), layout, resolve, may_cancel=mode.cancelling)
    world.may_fail, world.all_raise = mode.may_fail, mode.all_raise
    catalogue = with_user(program.user_tables) if program.user_tables else shipped()
    outside = Outside(world, catalogue, program.objects, program.plain)
    if program.pool == "noop":
        outside.untyped = catalogue.specs_for_type("asyncpg.Pool")
    outside.acquire_awaits, outside.release_awaits = _AWAITS[program.pool]
    own_builtins = dict(vars(builtins))
    own_builtins["__import__"] = outside.import_
    own_builtins["open"] = Thing(outside, "file")
    own_builtins["memoryview"] = Thing(outside, "memoryview")
    own_builtins["print"] = lambda *args, **kwargs: None
    outside.keeps = program.keeps
    world.in_loop = layout.is_async
    outside.namespace.update({"__builtins__": own_builtins, "__name__": "program"})
    for name, expression in program.given:
        scope = _Given(outside)
        outside.given[name] = eval(expression, {"__builtins__": own_builtins}, scope)
    return outside


class _Given(dict[str, Any]):
    """The names in the expression of a `given` header: the arguments of the entry."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            raise KeyError(name)
        return self.outside.argument(name)


def run_of_a_program(
    program: Program, code: Any, layout: Layout, prefix: tuple[int, ...], mode: _Pass
) -> _Outcome:
    """One path. The name is known to `world`."""
    outside = _outside(program, layout, prefix, mode)
    world = outside.world
    decisions = world.decisions
    session = Session(world, outside, program.entry)
    found: frozenset[Violation] = frozenset()
    held: frozenset[Leak] = frozenset()
    is_cut = False
    try:
        with watching_coroutines(world):
            exec(code, outside.namespace)
            outside.is_importing = False
            put_shelves_of_the_module(outside, outside.namespace)
            if session.is_async():
                run_async(world, session.run_async)
            else:
                session.run()
            session.close()
            outside.finish()
            found = frozenset(world.violations(session.error))
            held = leaks(world, session, outside.namespace)
            _forget(session.error)
    except Stop:
        is_cut = True
    except Exception as error:
        return _Outcome(why_not=f"{type(error).__name__}: {error}")
    finally:
        outside.finish()
    if world.invalid:
        return _Outcome(why_not=world.invalid[0])
    return _Outcome(found, tuple(decisions.siblings()), is_cut, world.lent, leaks=held)


def _forget(error: BaseException | None) -> None:
    """Let go of what the frames of an error hold, while the run still listens."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__
