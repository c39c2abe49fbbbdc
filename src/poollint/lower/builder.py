"""The graph builder under the lowering: operations, dangling edges, and the ways out of a block.

Invariant: a `finally` block or with exit is laid out once. Each way into it (`begin`) pushes a
completion label, and `complete` continues with what that label stands for.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from poollint.ir import Function, Op, Operand, OpKind, Region
from poollint.source import Source

Place = ast.AST | tuple[int, int] | None
"""Where an operation stands: a node, a half-open range of code points, or the function as a whole."""

Dangling = list[tuple[Op, int]]
"""Edges that wait for the next operation: (operation, successor slot)."""


@dataclass
class Loop:
    """An enclosing loop: where `continue` and `break` go."""

    header: Op
    after: Op
    number: int


@dataclass
class Handler:
    """An enclosing `except` body: leaving it forgets the exception."""


@dataclass
class Cleanup:
    """An enclosing `finally` or with exit, laid out once between `entry` and `complete`."""

    entry: Op
    complete: Op
    depth: int
    begins: dict[str, Op] = field(default_factory=dict)


Context = Loop | Handler | Cleanup


class Builder:
    """Collects the operations of one function; the lowering mixes in the syntax."""

    def __init__(self, source: Source, function: Function) -> None:
        self.source = source
        self.function = function
        self.ops: list[Op] = []
        self.targets: dict[Op, dict[int, Op]] = {}
        self.errors: dict[Op, Op] = {}
        self.completions: dict[Op, dict[str, Op]] = {}
        self.current: Dangling = []
        self.contexts: list[Context] = []
        self.depth = 0
        self.region: tuple[Region, ...] = ()
        self.managers: tuple[str, ...] = ()
        self.flags: frozenset[str] = frozenset()
        self.temporaries = 0
        self.numbers = 0
        self.reads: set[str] = set()
        self.bound: set[str] = set(function.params)
        self.imported: set[str] = set()
        self.outer: set[str] = set()
        self.renamed: dict[str, str] = {}
        here = function.offsets
        self.abort = Op("abort", here)
        self.exit = Op("exit", here)
        self.error: Op = self.abort

    # Operations and edges

    def offsets(self, node: Place) -> tuple[int, int]:
        if node is None:
            return self.function.offsets
        return node if isinstance(node, tuple) else self.source.range_of(node)

    def emit(
        self,
        kind: OpKind,
        node: Place,
        *,
        dst: Operand = None,
        src: Operand = None,
        how: str = "",
        flags: frozenset[str] = frozenset(),
    ) -> Op:
        """Append an operation behind all dangling edges; it becomes the only dangling one."""
        op = Op(kind, self.offsets(node), dst=dst, src=src, how=how, flags=flags | self.flags)
        return self.place(op)

    def place(self, op: Op) -> Op:
        """Put a prepared operation at the dangling edges."""
        op.region = self.region
        op.managers = self.managers
        op.depth = self.depth
        self.ops.append(op)
        self.connect(op)
        self.errors[op] = self.error
        self.current = [(op, 0)]
        return op

    def connect(self, target: Op) -> None:
        """Let all dangling edges end at `target`."""
        for op, slot in self.current:
            self.targets.setdefault(op, {})[slot] = target
        self.current = []

    def label(self, kind: OpKind = "pass", node: Place = None) -> Op:
        """An operation that edges can point to before it is placed."""
        return Op(kind, self.offsets(node), depth=self.depth)

    def temporary(self) -> str:
        self.temporaries += 1
        return f"%{self.temporaries}"

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    # Ways out

    def leave_to(self, label: str, target: Op, stop: Context | None) -> None:
        """Jump to `target` through every cleanup up to (without) the context `stop`."""
        inner: list[Context] = []
        for context in reversed(self.contexts):
            if context is stop:
                break
            inner.append(context)
        for context in reversed(inner):
            if isinstance(context, Cleanup):
                target = self.route(context, label, target)
            elif isinstance(context, Handler):
                op = Op("uncatch", target.offsets)
                self.ops.append(op)
                self.targets[op] = {0: target}
                self.errors[op] = self.error
                target = op
        self.connect(target)

    def route(self, cleanup: Cleanup, label: str, target: Op) -> Op:
        """The operation that enters `cleanup` with `label` and lets it go on to `target`."""
        begin = cleanup.begins.get(label)
        if begin is None:
            begin = Op("begin", cleanup.entry.offsets, label=label, depth=cleanup.depth)
            self.ops.append(begin)
            self.targets[begin] = {0: cleanup.entry}
            self.errors[begin] = self.abort
            cleanup.begins[label] = begin
            self.completions.setdefault(cleanup.complete, {})[label] = target
        return begin

    # The end

    def finish(self) -> Function:
        """Number the reachable operations and hand the function over."""
        function = self.function
        self.connect(self.exit)
        entry = self.ops[0]
        seen: set[Op] = set()
        stack = [entry]
        while stack:
            op = stack.pop()
            if op in seen:
                continue
            seen.add(op)
            if op in self.errors:
                stack.append(self.errors[op])
            stack.extend(self.completions.get(op, {}).values())
            stack.extend(self.targets.get(op, {}).values())
        kept = [op for op in self.ops if op in seen]
        kept += [self.exit, self.abort]
        index = {op: number for number, op in enumerate(kept)}
        for op in kept:
            targets = self.targets.get(op, {})
            # A slot that leads nowhere (a failing assertion) ends the function.
            slots = range(max(targets) + 1) if targets else range(0)
            op.succ = [index[targets.get(slot, self.abort)] for slot in slots]
            op.labels = {label: index[target] for label, target in self.completions.get(op, {}).items()}
            error = self.errors.get(op)
            op.exc = index[error] if error is not None else index[self.abort]
        function.ops = kept
        function.exit = index[self.exit]
        function.abort = index[self.abort]
        function.locals = frozenset(self.bound - self.outer)
        function.free = frozenset((self.reads | self.outer) - function.locals)
        function.imported = frozenset(self.imported)
        function.writes = frozenset(self.bound & self.outer)
        return function
