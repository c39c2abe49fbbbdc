"""Planting: the edits that make a release come too early, and what makes each of them surely a fault.

A plant moves a release above the last statement that surely uses the object. What the design calls doubtful
is no use here either: logging, comparisons, status reads, bookkeeping, assertions of tests.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mutation_sites import Site, Verbs, dotted, last_name, shallow, unwrapped

Kind = Literal["moved up", "out of finally", "out of the block", "block emptied"]

_ASKS = {
    "bool",
    "callable",
    "dir",
    "hasattr",
    "hash",
    "id",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "type",
    "vars",
}
_SHOWS = {
    "critical",
    "debug",
    "error",
    "exception",
    "format",
    "info",
    "log",
    "print",
    "repr",
    "str",
    "warn",
    "warning",
}
_FILES = {
    "add",
    "append",
    "appendleft",
    "discard",
    "extend",
    "index",
    "insert",
    "pop",
    "push",
    "put",
    "put_nowait",
}
_WRAPS = {"cast", "closing", "proxy", "ref"}
_QUIET = frozenset(_ASKS | _SHOWS | _FILES | _WRAPS | {"remove", "setdefault", "update"})
_SCHEDULES = frozenset(
    {"Thread", "create_task", "ensure_future", "run_in_executor", "spawn", "spawn_n", "start_soon", "submit"}
)
_JOINS = frozenset({"gather", "get", "join", "kill", "result", "wait", "wait_for"})
_LOCKED = ("lock", "mutex", "cond", "_cv")


@dataclass(frozen=True, eq=False)
class Plant:
    """One planted fault: lines `start` to `end` (from 1, inclusive) of the file become `lines`.

    `release` are the rows of the planted release, `late` those of what it was moved over, in the new text as
    long as nothing above is changed.
    """

    site: Site
    kind: Kind
    joins: bool
    start: int
    end: int
    lines: tuple[str, ...]
    release: range
    late: range


def plants(site: Site, lines: list[str], verbs: Verbs) -> Iterator[Plant]:
    """The faults that can be planted at a site, one of each kind."""
    uses = _Uses(site, verbs)
    if _is_guarded_by_own_lock(site) or any(_expects_failure(parent) for parent in site.parents):
        return
    if site.form == "with":
        planted = _out_of_block(site, lines, uses)
        if planted is not None:
            yield planted
        return
    planted = _moved_up(site, site.statement, site.suite, site.index, lines, uses)
    if planted is not None:
        yield planted
    planted = _out_of_finally(site, lines, uses)
    if planted is not None:
        yield planted


def apply(lines: Sequence[str], chosen: Sequence[Plant]) -> tuple[list[str], dict[Plant, int]]:
    """The text with several plants that don't overlap, and how far each one's rows have shifted."""
    text = list(lines)
    shifts: dict[Plant, int] = {}
    ordered = sorted(chosen, key=lambda plant: plant.start)
    for plant in reversed(ordered):
        text[plant.start - 1 : plant.end] = plant.lines
    shift = 0
    for plant in ordered:
        shifts[plant] = shift
        shift += len(plant.lines) - (plant.end - plant.start + 1)
    return text, shifts


# --- the edits -----------------------------------------------------------------------


def _rows(statement: ast.stmt) -> tuple[int, int]:
    first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", ()))])
    return first, statement.end_lineno or statement.lineno


def _alone(statement: ast.stmt, lines: list[str]) -> bool:
    """Whether nothing else stands on the lines of a statement."""
    first, last = _rows(statement)
    before = lines[first - 1].encode()[: statement.col_offset]
    after = lines[last - 1].encode()[statement.end_col_offset or 0 :].strip()
    return not before.strip() and (not after or after.startswith(b"#"))


def _has_long_string(statements: list[ast.stmt]) -> bool:
    return any(
        isinstance(node, (ast.Constant, ast.JoinedStr)) and node.end_lineno != node.lineno
        for statement in statements
        for node in ast.walk(statement)
    )


def _reindented(lines: list[str], old: int, new: int) -> list[str]:
    return [" " * new + line[old:] if line.strip() else line for line in lines]


def _moved_up(
    site: Site, statement: ast.stmt, suite: list[ast.stmt], index: int, lines: list[str], uses: _Uses
) -> Plant | None:
    """The release, or the `if` around it, goes above the last statement of its suite that uses the object."""
    for earlier in range(index - 1, -1, -1):
        over = suite[earlier]
        if over.lineno <= site.bound <= (over.end_lineno or 0) or uses.is_barrier(over, statement):
            return None
        how = uses.of(over)
        if how is None:
            continue
        if not _alone(over, lines) or not _alone(statement, lines):
            return None
        start, _ = _rows(over)
        first, last = _rows(statement)
        moved = lines[first - 1 : last]
        new = [*moved, *lines[start - 1 : first - 1]]
        if over.col_offset != statement.col_offset:
            return None
        release = range(start, start + len(moved))
        return Plant(
            site, "moved up", how == "join", start, last, tuple(new), release, range(release.stop, last + 1)
        )
    return None


def _out_of_finally(site: Site, lines: list[str], uses: _Uses) -> Plant | None:
    """The release leaves its `finally` for the `try`, before the last use of the object there."""
    statement, suite = site.statement, site.suite
    outer = site.parents[-1] if site.parents else None
    if isinstance(outer, ast.If) and len(outer.body) == 1 and not outer.orelse and len(site.parents) > 1:
        statement, outer = outer, site.parents[-2]
        suite = outer.finalbody if isinstance(outer, ast.Try) and statement in outer.finalbody else []
    if not isinstance(outer, ast.Try) or not outer.finalbody or suite is not outer.finalbody:
        return None
    if not _alone(statement, lines) or _has_long_string([statement]):
        return None
    if isinstance(statement, ast.If) and not _tests_only(statement.test, site.target):
        return None
    for over in reversed(outer.body):
        if over.lineno <= site.bound <= (over.end_lineno or 0) or uses.is_barrier(over, statement):
            return None
        how = uses.of(over)
        if how is None:
            continue
        if not _alone(over, lines):
            return None
        start, _ = _rows(over)
        first, last = _rows(statement)
        moved = _reindented(lines[first - 1 : last], statement.col_offset, over.col_offset)
        left = [" " * statement.col_offset + "pass\n"] if len(suite) == 1 else []
        new = [*moved, *lines[start - 1 : first - 1], *left]
        release = range(start, start + len(moved))
        late = range(release.stop, release.stop + (over.end_lineno or start) - start + 1)
        return Plant(site, "out of finally", how == "join", start, last, tuple(new), release, late)
    return None


def _out_of_block(site: Site, lines: list[str], uses: _Uses) -> Plant | None:
    """The last statement of a `with` that uses the object, and what follows it, leave the block."""
    block = site.statement
    assert isinstance(block, (ast.With, ast.AsyncWith))
    for index in range(len(block.body) - 1, -1, -1):
        over = block.body[index]
        if uses.is_barrier(over, None):
            return None
        how = uses.of(over)
        if how is None:
            continue
        tail = block.body[index:]
        if not _alone(over, lines) or _has_long_string(tail) or over.lineno == block.lineno:
            return None
        if site.entry is not None and site.entry.settles and uses.settled_before(block.body[:index]):
            return None
        start, _ = _rows(over)
        last = block.end_lineno or start
        moved = _reindented(lines[start - 1 : last], over.col_offset, block.col_offset)
        kind: Kind = "out of the block" if index else "block emptied"
        left = [] if index else [" " * over.col_offset + "pass\n"]
        late = range(start + len(left), last + 1 + len(left))
        release = range(block.lineno, block.body[0].lineno)
        return Plant(site, kind, how == "join", start, last, (*left, *moved), release, late)
    return None


def _tests_only(test: ast.expr, target: str) -> bool:
    """Whether a condition asks for nothing but the object: `if conn`, `if conn is not None`."""
    if isinstance(test, ast.Compare):
        return dotted(test.left) == target and all(isinstance(c, ast.Constant) for c in test.comparators)
    return dotted(test) == target


def _is_guarded_by_own_lock(site: Site) -> bool:
    """Whether a pool's own code gives back under the pool's lock: nobody can take before that is free."""
    if not site.weak:
        return False
    return any(
        isinstance(parent, (ast.With, ast.AsyncWith))
        and any(word in last_name(item.context_expr).lower() for item in parent.items for word in _LOCKED)
        for parent in site.parents
    )


def _expects_failure(node: ast.AST) -> bool:
    """Whether a `with` takes what is raised inside it for the right outcome."""
    if not isinstance(node, (ast.With, ast.AsyncWith)):
        return False
    names = [last_name(item.context_expr).lower() for item in node.items]
    return any("raises" in name or name.startswith(("assert", "expect", "suppress")) for name in names)


# --- what is a use -------------------------------------------------------------------


class _Uses:
    """Says of statements whether they surely use the object of a site."""

    def __init__(self, site: Site, verbs: Verbs) -> None:
        self.target = site.target
        self.inside = site.evidence == "free list"
        self.on_loop = self.inside and site.on_loop
        self.response = site.entry is not None and site.entry.response
        self.settles = site.entry.settles if site.entry is not None else frozenset()
        self.quiet = verbs.lists["status"] | (site.entry.status if site.entry is not None else frozenset())
        self.gives = verbs.lists["strong-release"]
        self.tasks = self._tasks(site)

    def _tasks(self, site: Site) -> frozenset[str]:
        """The names of tasks, threads and jobs that were given the object."""
        found = set()
        for statement in site.function.body:
            for node in shallow(statement):
                if not isinstance(node, ast.Assign):
                    continue
                call = unwrapped(node.value)
                if isinstance(call, ast.Call) and not isinstance(node.value, ast.Await):
                    if last_name(call.func) in _SCHEDULES and self._holds(call):
                        found.update(filter(None, map(dotted, node.targets)))
        return frozenset(found)

    def _holds(self, call: ast.Call) -> bool:
        """Whether the object itself is an argument of what is scheduled."""
        for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
            if dotted(argument) == self.target:
                return True
            if isinstance(argument, (ast.Tuple, ast.List)):
                if any(dotted(item) == self.target for item in argument.elts):
                    return True
            if isinstance(argument, ast.Call) and self._holds(argument):
                return True
        return False

    def is_barrier(self, statement: ast.stmt, release: ast.stmt | None) -> bool:
        """Whether nothing may be moved over a statement: it rebinds what the release or the uses speak of."""
        first = self.target.partition(".")[0]
        stored = set()
        for node in ast.walk(statement):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, (ast.Store, ast.Del)):
                stored.add(dotted(node))
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                stored.add(node.name)
            elif isinstance(node, (ast.Global, ast.Nonlocal)):
                stored.update(node.names)
        if self.target in stored or first in stored:
            return True
        needed = (
            {dotted(n) for n in ast.walk(release) if isinstance(n, (ast.Name, ast.Attribute))}
            if release
            else set()
        )
        return bool(stored & needed)

    def of(self, statement: ast.stmt) -> Literal["use", "join"] | None:
        """How a statement surely uses the object, on one of its ways at least."""
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assert)):
            return None
        if self.on_loop and not any(isinstance(node, ast.Await) for node in shallow(statement)):
            return None  # no other task runs meanwhile
        for node, parents in _with_parents(statement, ()):
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
                text = dotted(node)
                if text == self.target and not self._is_excused(node, parents):
                    if self._is_use(node, parents):
                        return "use"
                elif text in self.tasks and self._is_join(node, parents):
                    return "join"
        return None

    def settled_before(self, statements: list[ast.stmt]) -> bool:
        """Whether the object was read empty before."""
        return any(
            isinstance(node, ast.Attribute)
            and node.attr in self.settles
            and dotted(node.value) == self.target
            for statement in statements
            for node in ast.walk(statement)
        )

    def _is_excused(self, node: ast.AST, parents: tuple[ast.AST, ...]) -> bool:
        """Whether the program asks before it touches the object, or a test expects the touch to fail."""
        inner = node
        for parent in reversed(parents):
            if isinstance(parent, ast.Assert):
                return True
            if isinstance(parent, (ast.If, ast.While, ast.IfExp)) and inner is not parent.test:
                if self._asks_status(parent.test):
                    return True
            if _expects_failure(parent) and inner not in getattr(parent, "items", ()):
                return True
            if isinstance(parent, ast.Call) and last_name(parent.func).lower().startswith(
                ("assert", "fail", "expect")
            ):
                return True
            inner = parent
        return False

    def _asks_status(self, test: ast.expr) -> bool:
        return any(
            isinstance(node, ast.Attribute) and dotted(node.value) == self.target for node in ast.walk(test)
        )

    def _is_use(self, node: ast.AST, parents: tuple[ast.AST, ...]) -> bool:
        parent = parents[-1]
        outer = parents[-2] if len(parents) > 1 else None
        if isinstance(parent, ast.Attribute):
            if parent.attr in self.quiet or parent.attr.startswith("__"):
                return False
            if self.response:
                return parent.attr in self.settles
            called = isinstance(outer, ast.Call) and outer.func is parent
            if self.inside and not called:
                return False  # the pool's own books
            return not (called and parent.attr in self.gives)
        if self.response:
            return False
        if isinstance(parent, ast.keyword):
            parent, outer = outer or parent, None
        if isinstance(parent, ast.Call):
            name = last_name(parent.func)
            return name not in _QUIET and name.lstrip("_") not in self.gives and name not in _SCHEDULES
        if isinstance(parent, ast.Subscript):
            return parent.value is node
        if isinstance(parent, (ast.For, ast.AsyncFor)):
            return parent.iter is node
        return isinstance(parent, (ast.Await, ast.withitem))

    def _is_join(self, node: ast.AST, parents: tuple[ast.AST, ...]) -> bool:
        parent = parents[-1]
        if isinstance(parent, ast.Await):
            return True
        if isinstance(parent, ast.Attribute):
            return parent.attr in _JOINS
        return isinstance(parent, ast.Call) and last_name(parent.func) in _JOINS


def _with_parents(
    node: ast.AST, parents: tuple[ast.AST, ...]
) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    """Each node that runs with `node`, and the nodes around it."""
    yield node, parents
    for child in ast.iter_child_nodes(node):
        if not isinstance(
            child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)
        ):
            yield from _with_parents(child, (*parents, node))
