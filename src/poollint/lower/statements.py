"""Lowering of statements: branches, loops, `try`, `with`, `match`, definitions."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from poollint.ir import Argument, Atom, Callee, Op, Operand
from poollint.lower.builder import Cleanup, Context, Dangling, Handler, Loop
from poollint.lower.expressions import Definition, Expressions

_UNKNOWN = Atom("unknown")
_FINALLY = re.compile(r"^[ \t]*(finally)[ \t]*:", re.MULTILINE)
_CASE = re.compile(r"\bcase[\s(\[]*\Z")
_NAMED = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")


class Statements(Expressions):
    """Mixin: `block` lowers a suite."""

    def block(self, body: Sequence[ast.stmt]) -> None:
        for statement in body:
            self.statement(statement)

    def statement(self, node: ast.stmt) -> None:
        method = _METHODS.get(type(node))
        if method is not None:
            method(self, node)

    # Simple statements

    def _expr(self, node: ast.Expr) -> None:
        self.expression(node.value, frozenset({"discarded"}))

    def _assign(self, node: ast.Assign) -> None:
        target = node.targets[0]
        if (
            len(node.targets) == 1
            and isinstance(target, (ast.Tuple, ast.List))
            and isinstance(node.value, (ast.Tuple, ast.List))
            and _fits(target, node.value)
        ):
            # `a, b = b, a`: every value is fixed before the first name is written.
            values: list[Operand] = []
            for part in node.value.elts:
                operand = self.expression(part)
                if operand is not None and not operand.startswith(("=", "%")):
                    copy = self.temporary()
                    self.emit("assign", self.source.whole_of(part), dst=copy, src=operand)
                    operand = copy
                values.append(operand)
            self._unpack(target, values, node)
            return
        operand = self.expression(node.value)
        for target in node.targets:
            self.store(target, operand, node)

    def _unpack(self, target: ast.Tuple | ast.List, values: list[Operand], node: ast.Assign) -> None:
        """Store values that are known one by one; a starred name gets a list of those in the middle."""
        rest = len(values) - len(target.elts) + 1
        place = 0
        for element in target.elts:
            if not isinstance(element, ast.Starred):
                self.store(element, values[place], node)
                place += 1
                continue
            result = self.temporary()
            self.emit("assign", element, dst=result)
            for index, operand in enumerate(values[place : place + rest]):
                if operand is not None and not operand.startswith("="):
                    self.emit("collect", element, dst=result, src=operand)
                    self.emit("assign", element, dst=f"{result}[{index}]", src=operand)
            self.store(element.value, result, node)
            place += rest

    def _annotated(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.function.annotations[node.target.id] = self.source.text_of(node.annotation)
        if node.value is not None:
            self.store(node.target, self.expression(node.value), node)

    def _augmented(self, node: ast.AugAssign) -> None:
        self.read(node.target, "operand")
        self.read(node.value, "operand")
        self.store(node.target, None, node)
        if isinstance(node.target, ast.Name):
            self.ops[-1].flags |= {"augmented"}

    def _return(self, node: ast.Return) -> None:
        operand = self.expression(node.value, frozenset({"returned"})) if node.value is not None else "=None"
        self.emit("return", node.value or node, dst="$ret", src=operand)
        self.leave_to("return", self.exit, None)

    def _raise(self, node: ast.Raise) -> None:
        name = ""
        operand: Operand = None
        if node.exc is not None:
            called = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            name = self.source.text_of(called).rpartition(".")[2] or "Exception"
            operand = self.expression(node.exc)
            if node.cause is not None:
                self.expression(node.cause)
        self.emit("raise", node, src=operand, how=name or "again")
        self.current = []

    def _assert(self, node: ast.Assert) -> None:
        before, self.flags = self.flags, self.flags | {"assert"}
        yes, no = self.condition(node.test)
        # A failing assertion ends what is being looked at: only the true way goes on.
        if node.msg is not None:
            self.current = no
            self.expression(node.msg)
            no = self.current
        self.current = no
        self.connect(self.abort)
        self.flags = before
        self.current = yes

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            for element in target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]:
                self._forget(element, node)

    def _forget(self, target: ast.expr, node: ast.Delete) -> None:
        if isinstance(target, ast.Name):
            self.store_name(target.id, None, node)
        elif isinstance(target, ast.Attribute):
            base = self.expression(target.value)
            path = self.extend(base, f".{target.attr}") if base and not base.startswith("=") else None
            if path is not None:
                self.emit("assign", node, dst=path)
        elif isinstance(target, ast.Subscript):
            self.expression(target.value)
            self._key(target)

    def _scope(self, node: ast.Global | ast.Nonlocal) -> None:
        self.outer |= set(node.names)

    def _import(self, node: ast.Import | ast.ImportFrom) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            if name != "*":
                self.bound.add(name)
                self.imported.add(name)
                self.emit("assign", node, dst=name)

    # Loops and branches

    def _if(self, node: ast.If) -> None:
        yes, no = self.condition(node.test)
        self.current = yes
        self.block(node.body)
        ends = self.current
        self.current = no
        self.block(node.orelse)
        self.current = self.current + ends

    def _while(self, node: ast.While) -> None:
        header = self.emit("pass", node.test)
        after = self.label("pass", node.test)
        loop = Loop(header, after, self.number())
        yes, no = self.condition(node.test)
        self.current = yes
        self._loop_body(loop, node.body)
        self.current = no
        self._loop_end(after, node.orelse)

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        iterable = self.read(node.iter, "iter")
        header = self.emit("pass", node.iter)
        after = self.label("pass", node.iter)
        loop = Loop(header, after, self.number())
        asynchronous = frozenset({"async"}) if isinstance(node, ast.AsyncFor) else frozenset[str]()
        step = self.emit("next", node.iter, dst=self.temporary(), src=iterable, flags=asynchronous)
        self.store(node.target, step.dst, node.target)
        self._loop_body(loop, node.body)
        self.current = [(step, 1)]
        self._loop_end(after, node.orelse)

    def _loop_body(self, loop: Loop, body: Sequence[ast.stmt]) -> None:
        self.contexts.append(loop)
        self.block(body)
        self.contexts.pop()
        self.connect(loop.header)

    def _loop_end(self, after: Op, orelse: Sequence[ast.stmt]) -> None:
        self.block(orelse)
        self.place(after)

    def _break(self, node: ast.Break) -> None:
        loop = self._innermost_loop()
        if loop is not None:
            self.leave_to(f"break{loop.number}", loop.after, loop)

    def _continue(self, node: ast.Continue) -> None:
        loop = self._innermost_loop()
        if loop is not None:
            self.emit("pass", node, how="continue")
            self.leave_to(f"continue{loop.number}", loop.header, loop)

    def _innermost_loop(self) -> Loop | None:
        return next((c for c in reversed(self.contexts) if isinstance(c, Loop)), None)

    # try

    def _try(self, node: ast.Try) -> None:
        if not node.finalbody:
            self._guarded(node, self.number())
            return
        number = self.number()
        place = self._final_place(node)
        cleanup = Cleanup(self.label("pass", place), self.label("complete", place), self.depth)

        def body() -> None:
            self._guarded(node, number)

        def final() -> None:
            self._within(number, "finally", lambda: self.block(node.finalbody))

        self.with_cleanup(cleanup, body, final)

    def _final_place(self, node: ast.Try) -> tuple[int, int]:
        """Where a `finally` with its block stands; the tree doesn't say where the word does."""
        before = (node.orelse or node.handlers or node.body)[-1]
        start, end = self.offsets(node.finalbody[0])[0], self.offsets(node.finalbody[-1])[1]
        word = _FINALLY.search(self.source.text, self.offsets(before)[1], start)
        return (word.start(1) if word is not None else start), end

    def with_cleanup(self, cleanup: Cleanup, body: Callable[[], None], final: Callable[[], None]) -> Op:
        """Lay out `body`, then `final` once for every way out of it; returns the op behind both."""
        outer_error = self.error
        after = self.label("pass")
        after.offsets = cleanup.complete.offsets
        self.error = self.route(cleanup, "error", outer_error)
        self.contexts.append(cleanup)
        body()
        self.contexts.pop()
        self.error = outer_error
        if self.current:
            self.connect(self.route(cleanup, "normal", after))
        self.depth += 1
        self.current = []
        self.place(cleanup.entry)
        final()
        self.place(cleanup.complete)
        self.depth -= 1
        self.current = []
        self.place(after)
        return after

    def _guarded(self, node: ast.Try, number: int) -> None:
        """The part of a `try` without its `finally`."""
        if not node.handlers:
            self._within(number, "body", lambda: self.block(node.body))
            return
        dispatch = Op("dispatch", self.offsets(node.handlers[0]), depth=self.depth, number=number)
        dispatch.catches = tuple(self._caught(handler) for handler in node.handlers)
        outer_error = self.error
        self.ops.append(dispatch)
        self.errors[dispatch] = outer_error
        self.error = dispatch
        self._within(number, "body", lambda: self.block(node.body))
        self.error = outer_error
        if node.orelse:
            self._within(number, "else", lambda: self.block(node.orelse))
        ends = self.current
        for slot, handler in enumerate(node.handlers):
            self.current = [(dispatch, slot)]
            catch = Op("catch", self.offsets(handler.type or handler), number=number)
            context: Context = Handler()
            self.contexts.append(context)
            self.depth += 1

            self._within(number, "handler", partial(self._handler, handler, catch))
            self.contexts.pop()
            self.depth -= 1
            if self.current:
                self.emit("uncatch", handler)
            ends = ends + self.current
        self.current = ends

    def _handler(self, node: ast.ExceptHandler, catch: Op) -> None:
        self.place(catch)
        if node.name is not None:
            self.store_name(node.name, None, node)
        self.block(node.body)

    def _within(self, number: int, part: str, body: Callable[[], None]) -> None:
        before = self.region
        self.region = (*before, (number, part))
        body()
        self.region = before

    def _caught(self, handler: ast.ExceptHandler) -> tuple[str, ...]:
        if handler.type is None:
            return ("BaseException",)
        types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        return tuple(self.source.text_of(kind).rpartition(".")[2].lstrip("*") for kind in types)

    # with

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        self._items(node, node.items)

    def _items(self, node: ast.With | ast.AsyncWith, items: Sequence[ast.withitem]) -> None:
        if not items:
            self.block(node.body)
            return
        item, rest = items[0], items[1:]
        asynchronous = frozenset({"async"}) if isinstance(node, ast.AsyncWith) else frozenset[str]()
        start = len(self.ops)
        manager = self.expression(item.context_expr, frozenset({"with"}) | asynchronous)
        number = self.number()
        named = item.optional_vars
        place = (self.offsets(item.context_expr)[0], self.source.whole_of(named or item.context_expr)[1])
        if manager is not None and not manager.startswith(("%", "=")):
            copy = self.temporary()
            self.emit("assign", place, dst=copy, src=manager)
            manager = copy
        enter = self.emit("enter", item.context_expr, dst=self.temporary(), src=manager, flags=asynchronous)
        enter.number = number
        calls = [op for op in self.ops[start:] if op.kind == "call" and op.dst == manager]
        name = ""
        if calls and calls[-1].callee is not None:
            callee = calls[-1].callee
            name = callee.method or callee.path or ""
        entry = self.label("leave", item.context_expr)
        entry.src, entry.number, entry.flags = manager, number, asynchronous
        complete = self.label("complete", item.context_expr)
        complete.number = number
        cleanup = Cleanup(entry, complete, self.depth)
        outer_managers = self.managers

        def body() -> None:
            self.managers = (*outer_managers, name)
            before = self.region
            self.region = (*before, (number, "body"))
            if named is not None:
                self.store(named, enter.dst, place)
            self._items(node, rest)
            self.region = before
            self.managers = outer_managers

        region = self.region

        def final() -> None:
            entry.region = (*region, (number, "exit"))

        after = self.with_cleanup(cleanup, body, final)
        # A manager that swallows the exception goes on behind the block.
        self.completions.setdefault(complete, {})["swallowed"] = after

    # match

    def _match(self, node: ast.Match) -> None:
        subject = self.expression(node.subject)
        ends: Dangling = []
        for case in node.cases:
            pattern = case.pattern
            irrefutable = isinstance(pattern, ast.MatchAs) and pattern.pattern is None
            start = self.offsets(pattern)[0]
            word = _CASE.search(self.source.text, max(0, start - 80), start)
            place = (word.start() if word is not None else start, self.offsets(case.body[-1])[1])
            skipped: Dangling = []
            if not irrefutable:
                branch = self.emit("branch", place)
                branch.atom = _UNKNOWN
                skipped = [(branch, 1)]
                self.current = [(branch, 0)]
            self._captures(pattern, subject, place)
            if case.guard is not None:
                yes, no = self.condition(case.guard)
                skipped = skipped + no
                self.current = yes
            self.block(case.body)
            ends = ends + self.current
            self.current = skipped
        self.current = self.current + ends

    def _captures(self, pattern: ast.AST, subject: Operand, place: tuple[int, int]) -> None:
        """Store what a pattern gives a name to: the subject, or an unknown part of it."""
        name = pattern.rest if isinstance(pattern, ast.MatchMapping) else getattr(pattern, "name", None)
        if name is not None:
            self.store_name(name, subject if isinstance(pattern, ast.MatchAs) else None, place)
        for child in ast.iter_child_nodes(pattern):
            if isinstance(child, ast.pattern):
                self._captures(child, subject if isinstance(pattern, ast.MatchAs) else None, place)

    # Definitions

    def _function(self, node: Definition) -> None:
        decorators = [self.expression(decorator) for decorator in node.decorator_list]
        made = self.make(node, node.name)
        name = self.rename(node.name)
        self.bound.add(name)
        self.emit("assign", self._name_of(node), dst=name, src=made)
        for decorator, operand in zip(reversed(node.decorator_list), reversed(decorators), strict=True):
            if operand is not None:
                self.decorate(decorator, operand, name)

    def _name_of(self, node: Definition | ast.ClassDef) -> tuple[int, int]:
        """Where the name of a definition stands."""
        start, end = self.offsets(node)
        match = _NAMED.match(self.source.text, start, end)
        return match.span(1) if match is not None else (start, end)

    def decorate(self, node: ast.expr, decorator: str, name: str) -> None:
        """Apply a decorator: a call that, unlike others, does not run what it is given."""
        start, end = self.offsets(node)
        place = (self.source.text.rfind("@", 0, start), end)
        op = self.emit("call", place, flags=frozenset({"decorator", "discarded"}))
        text = self.source.text_of(node)
        receiver, _, method = text.rpartition(".")
        if receiver and "(" not in text:
            op.callee = Callee(None, receiver, method, text)
        else:
            op.callee = Callee(decorator, None, None, text if "(" not in text else "")
        op.args = (Argument(name, offsets=place),)
        op.dst = self.temporary()

    def _class(self, node: ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.expression(decorator)
        for base in node.bases:
            self.expression(base.value if isinstance(base, ast.Starred) else base)
        for keyword in node.keywords:
            self.expression(keyword.value)
        for statement in node.body:
            # The body runs here, in names of its own.
            if isinstance(statement, (ast.Assign, ast.AnnAssign, ast.Expr)) and statement.value is not None:
                self.expression(statement.value)
        self.bound.add(node.name)
        self.emit("assign", self._name_of(node), dst=self.rename(node.name))


def _fits(target: ast.Tuple | ast.List, value: ast.Tuple | ast.List) -> bool:
    """Whether it is plain which element of a display goes to which target."""
    if any(isinstance(element, ast.Starred) for element in value.elts):
        return False
    starred = sum(isinstance(element, ast.Starred) for element in target.elts)
    spare = len(value.elts) - len(target.elts)
    return spare == 0 if not starred else starred == 1 and spare >= -1


_METHODS: dict[type[ast.stmt], Callable[[Any, Any], None]] = {
    ast.Expr: Statements._expr,
    ast.Assign: Statements._assign,
    ast.AnnAssign: Statements._annotated,
    ast.AugAssign: Statements._augmented,
    ast.Return: Statements._return,
    ast.Raise: Statements._raise,
    ast.Assert: Statements._assert,
    ast.Delete: Statements._delete,
    ast.Global: Statements._scope,
    ast.Nonlocal: Statements._scope,
    ast.Import: Statements._import,
    ast.ImportFrom: Statements._import,
    ast.If: Statements._if,
    ast.While: Statements._while,
    ast.For: Statements._for,
    ast.AsyncFor: Statements._for,
    ast.Break: Statements._break,
    ast.Continue: Statements._continue,
    ast.Try: Statements._try,
    ast.With: Statements._with,
    ast.AsyncWith: Statements._with,
    ast.Match: Statements._match,
    ast.FunctionDef: Statements._function,
    ast.AsyncFunctionDef: Statements._function,
    ast.ClassDef: Statements._class,
}
if hasattr(ast, "TryStar"):  # since Python 3.11
    _METHODS[ast.TryStar] = Statements._try
