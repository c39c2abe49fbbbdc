"""Lowering of statements: branches, loops, `try`, `with`, `match`, definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import libcst as cst

from poollint.ir import Argument, Atom, Callee, Op, Operand
from poollint.lower.builder import Cleanup, Context, Dangling, Handler, Loop
from poollint.lower.expressions import Expressions

_UNKNOWN = Atom("unknown")


class Statements(Expressions):
    """Mixin: `block` lowers a suite."""

    def block(self, body: cst.BaseSuite | Sequence[cst.CSTNode]) -> None:
        statements = body.body if isinstance(body, cst.BaseSuite) else body
        for statement in statements:
            if isinstance(statement, cst.SimpleStatementLine):
                for part in statement.body:
                    self.statement(part)
            else:
                self.statement(statement)

    def statement(self, node: cst.CSTNode) -> None:
        method = _METHODS.get(type(node).__name__)
        if method is not None:
            method(self, node)

    # Simple statements

    def _expr(self, node: cst.Expr) -> None:
        self.expression(node.value, frozenset({"discarded"}))

    def _assign(self, node: cst.Assign) -> None:
        targets = [target.target for target in node.targets]
        if (
            len(targets) == 1
            and isinstance(targets[0], (cst.Tuple, cst.List))
            and isinstance(node.value, (cst.Tuple, cst.List))
            and _fits(targets[0], node.value)
        ):
            # `a, b = b, a`: every value is fixed before the first name is written.
            values: list[Operand] = []
            for part in node.value.elements:
                operand = self.expression(part.value)
                if operand is not None and not operand.startswith(("=", "%")):
                    copy = self.temporary()
                    self.emit("assign", part, dst=copy, src=operand)
                    operand = copy
                values.append(operand)
            self._unpack(targets[0], values, node)
            return
        operand = self.expression(node.value)
        for target in targets:
            self.store(target, operand, node)

    def _unpack(self, target: cst.Tuple | cst.List, values: list[Operand], node: cst.Assign) -> None:
        """Store values that are known one by one; a starred name gets a list of those in the middle."""
        rest = len(values) - len(target.elements) + 1
        place = 0
        for element in target.elements:
            if not isinstance(element, cst.StarredElement):
                self.store(element.value, values[place], node)
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

    def _annotated(self, node: cst.AnnAssign) -> None:
        if isinstance(node.target, cst.Name):
            self.function.annotations[node.target.value] = self.source.code(node.annotation.annotation)
        if node.value is not None:
            self.store(node.target, self.expression(node.value), node)

    def _augmented(self, node: cst.AugAssign) -> None:
        self.read(node.target, "operand")
        self.read(node.value, "operand")
        self.store(node.target, None, node)
        if isinstance(node.target, cst.Name):
            self.ops[-1].flags |= {"augmented"}

    def _return(self, node: cst.Return) -> None:
        operand = self.expression(node.value, frozenset({"returned"})) if node.value is not None else "=None"
        self.emit("return", node.value or node, dst="$ret", src=operand)
        self.leave_to("return", self.exit, None)

    def _raise(self, node: cst.Raise) -> None:
        name = ""
        operand: Operand = None
        if node.exc is not None:
            called = node.exc.func if isinstance(node.exc, cst.Call) else node.exc
            name = self.source.code(called).rpartition(".")[2] or "Exception"
            operand = self.expression(node.exc)
            if node.cause is not None:
                self.expression(node.cause.item)
        self.emit("raise", node, src=operand, how=name or "again")
        self.current = []

    def _assert(self, node: cst.Assert) -> None:
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

    def _delete(self, node: cst.Del) -> None:
        targets = node.target.elements if isinstance(node.target, cst.Tuple) else [node.target]
        for element in targets:
            target = element.value if isinstance(element, cst.Element) else element
            if isinstance(target, cst.Name):
                self.bound.add(self.rename(target.value))
                self.emit("assign", node, dst=self.rename(target.value))
            elif isinstance(target, cst.Attribute):
                base = self.expression(target.value)
                path = (
                    self.extend(base, f".{target.attr.value}") if base and not base.startswith("=") else None
                )
                if path is not None:
                    self.emit("assign", node, dst=path)
            elif isinstance(target, cst.Subscript):
                self.expression(target.value)
                self._key(target)

    def _scope(self, node: cst.Global | cst.Nonlocal) -> None:
        self.outer |= {item.name.value for item in node.names}

    def _import(self, node: cst.Import | cst.ImportFrom) -> None:
        if isinstance(node.names, cst.ImportStar):
            return
        for alias in node.names:
            name: cst.BaseExpression = alias.asname.name if alias.asname else alias.name
            while isinstance(name, cst.Attribute):
                name = name.value
            if isinstance(name, cst.Name):
                self.bound.add(name.value)
                self.imported.add(name.value)
                self.emit("assign", node, dst=name.value)

    # Loops and branches

    def _if(self, node: cst.If) -> None:
        yes, no = self.condition(node.test)
        self.current = yes
        self.block(node.body)
        ends = self.current
        self.current = no
        if isinstance(node.orelse, cst.If):
            self._if(node.orelse)
        elif node.orelse is not None:
            self.block(node.orelse.body)
        self.current = self.current + ends

    def _while(self, node: cst.While) -> None:
        header = self.emit("pass", node.test)
        after = self.label("pass", node.test)
        loop = Loop(header, after, self.number())
        yes, no = self.condition(node.test)
        self.current = yes
        self._loop_body(loop, node.body)
        self.current = no
        self._loop_end(after, node.orelse)

    def _for(self, node: cst.For) -> None:
        iterable = self.read(node.iter, "iter")
        header = self.emit("pass", node.iter)
        after = self.label("pass", node.iter)
        loop = Loop(header, after, self.number())
        asynchronous = frozenset({"async"}) if node.asynchronous else frozenset[str]()
        step = self.emit("next", node.iter, dst=self.temporary(), src=iterable, flags=asynchronous)
        self.store(node.target, step.dst, node.target)
        self._loop_body(loop, node.body)
        self.current = [(step, 1)]
        self._loop_end(after, node.orelse)

    def _loop_body(self, loop: Loop, body: cst.BaseSuite) -> None:
        self.contexts.append(loop)
        self.block(body)
        self.contexts.pop()
        self.connect(loop.header)

    def _loop_end(self, after: Op, orelse: cst.Else | None) -> None:
        if orelse is not None:
            self.block(orelse.body)
        self.place(after)

    def _break(self, node: cst.Break) -> None:
        loop = self._innermost_loop()
        if loop is not None:
            self.leave_to(f"break{loop.number}", loop.after, loop)

    def _continue(self, node: cst.Continue) -> None:
        loop = self._innermost_loop()
        if loop is not None:
            self.emit("pass", node, how="continue")
            self.leave_to(f"continue{loop.number}", loop.header, loop)

    def _innermost_loop(self) -> Loop | None:
        return next((c for c in reversed(self.contexts) if isinstance(c, Loop)), None)

    # try

    def _try(self, node: cst.Try | cst.TryStar) -> None:
        if node.finalbody is None:
            self._guarded(node, self.number())
            return
        number = self.number()
        entry = self.label("pass", node.finalbody)
        complete = self.label("complete", node.finalbody)
        cleanup = Cleanup(entry, complete, self.depth)

        def body() -> None:
            self._guarded(node, number)

        def final() -> None:
            assert node.finalbody is not None
            self._within(number, "finally", lambda: self.block(node.finalbody.body))  # type: ignore[union-attr]

        self.with_cleanup(cleanup, body, final)

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

    def _guarded(self, node: cst.Try | cst.TryStar, number: int) -> None:
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
        if node.orelse is not None:
            orelse = node.orelse
            self._within(number, "else", lambda: self.block(orelse.body))
        ends = self.current
        for slot, handler in enumerate(node.handlers):
            self.current = [(dispatch, slot)]
            caught = getattr(handler, "type", None)
            catch = Op("catch", self.offsets(caught or handler), number=number)
            context: Context = Handler()
            self.contexts.append(context)
            self.depth += 1

            self._within(number, "handler", partial(self._handler, handler, catch))  # type: ignore[arg-type]
            self.contexts.pop()
            self.depth -= 1
            if self.current:
                self.emit("uncatch", handler)
            ends = ends + self.current
        self.current = ends

    def _handler(self, node: cst.ExceptHandler | cst.ExceptStarHandler, catch: Op) -> None:
        self.place(catch)
        if node.name is not None and isinstance(node.name.name, cst.Name):
            self.store(node.name.name, None, node)
        self.block(node.body)

    def _within(self, number: int, part: str, body: Callable[[], None]) -> None:
        before = self.region
        self.region = (*before, (number, part))
        body()
        self.region = before

    def _caught(self, handler: cst.ExceptHandler | cst.ExceptStarHandler) -> tuple[str, ...]:
        if handler.type is None:
            return ("BaseException",)
        types = (
            [e.value for e in handler.type.elements]
            if isinstance(handler.type, cst.Tuple)
            else [handler.type]
        )
        return tuple(self.source.code(kind).rpartition(".")[2] for kind in types)

    # with

    def _with(self, node: cst.With) -> None:
        self._items(node, list(node.items))

    def _items(self, node: cst.With, items: list[cst.WithItem]) -> None:
        if not items:
            self.block(node.body)
            return
        item, rest = items[0], items[1:]
        asynchronous = frozenset({"async"}) if node.asynchronous else frozenset[str]()
        start = len(self.ops)
        manager = self.expression(item.item, frozenset({"with"}) | asynchronous)
        number = self.number()
        if manager is not None and not manager.startswith(("%", "=")):
            copy = self.temporary()
            self.emit("assign", item, dst=copy, src=manager)
            manager = copy
        enter = self.emit("enter", item.item, dst=self.temporary(), src=manager, flags=asynchronous)
        enter.number = number
        calls = [op for op in self.ops[start:] if op.kind == "call" and op.dst == manager]
        name = ""
        if calls and calls[-1].callee is not None:
            callee = calls[-1].callee
            name = callee.method or callee.path or ""
        entry = self.label("leave", item.item)
        entry.src, entry.number, entry.flags = manager, number, asynchronous
        complete = self.label("complete", item.item)
        complete.number = number
        cleanup = Cleanup(entry, complete, self.depth)
        outer_managers = self.managers

        def body() -> None:
            self.managers = (*outer_managers, name)
            before = self.region
            self.region = (*before, (number, "body"))
            if item.asname is not None:
                self.store(item.asname.name, enter.dst, item)
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

    def _match(self, node: cst.Match) -> None:
        subject = self.expression(node.subject)
        ends: Dangling = []
        for case in node.cases:
            pattern = case.pattern
            irrefutable = isinstance(pattern, cst.MatchAs) and pattern.pattern is None
            skipped: Dangling = []
            if not irrefutable:
                branch = self.emit("branch", case)
                branch.atom = _UNKNOWN
                skipped = [(branch, 1)]
                self.current = [(branch, 0)]
            self._captures(pattern, subject, case)
            if case.guard is not None:
                yes, no = self.condition(case.guard)
                skipped = skipped + no
                self.current = yes
            self.block(case.body)
            ends = ends + self.current
            self.current = skipped
        self.current = self.current + ends

    def _captures(self, pattern: cst.CSTNode, subject: Operand, case: cst.CSTNode) -> None:
        if isinstance(pattern, cst.MatchAs):
            if pattern.name is not None:
                self.store(pattern.name, subject, case)
            if pattern.pattern is not None:
                self._captures(pattern.pattern, subject, case)
            return
        for child in pattern.children:
            if isinstance(child, (cst.MatchStar, cst.MatchMapping)):
                name = child.name if isinstance(child, cst.MatchStar) else child.rest
                if name is not None:
                    self.store(name, None, case)
            self._captures(child, None, case)

    # Definitions

    def _function(self, node: cst.FunctionDef) -> None:
        decorators = [self.expression(decorator.decorator) for decorator in node.decorators]
        made = self.make(node, node.name.value, node.params)
        name = self.rename(node.name.value)
        self.bound.add(name)
        self.emit("assign", node.name, dst=name, src=made)
        for decorator, operand in zip(reversed(node.decorators), reversed(decorators), strict=True):
            if operand is not None:
                self.decorate(decorator, operand, name)

    def decorate(self, node: cst.Decorator, decorator: str, name: str) -> None:
        """Apply a decorator: a call that, unlike others, does not run what it is given."""
        op = self.emit("call", node, flags=frozenset({"decorator", "discarded"}))
        text = self.source.code(node.decorator)
        receiver, _, method = text.rpartition(".")
        if receiver and "(" not in text:
            op.callee = Callee(None, receiver, method, text)
        else:
            op.callee = Callee(decorator, None, None, text if "(" not in text else "")
        op.args = (Argument(name, offsets=self.offsets(node)),)
        op.dst = self.temporary()

    def _class(self, node: cst.ClassDef) -> None:
        for decorator in node.decorators:
            self.expression(decorator.decorator)
        for arg in (*node.bases, *node.keywords):
            self.expression(arg.value)
        for statement in node.body.body:
            for part in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
                # The body runs here, in names of its own.
                if isinstance(part, (cst.Assign, cst.AnnAssign, cst.Expr)) and part.value is not None:
                    self.expression(part.value)
        self.bound.add(node.name.value)
        self.emit("assign", node.name, dst=self.rename(node.name.value))


def _fits(target: cst.Tuple | cst.List, value: cst.Tuple | cst.List) -> bool:
    """Whether it is plain which element of a display goes to which target."""
    if any(isinstance(element, cst.StarredElement) for element in value.elements):
        return False
    starred = sum(isinstance(element, cst.StarredElement) for element in target.elements)
    spare = len(value.elements) - len(target.elements)
    return spare == 0 if not starred else starred == 1 and spare >= -1


_METHODS: dict[str, Callable[[Any, Any], None]] = {
    "Expr": Statements._expr,
    "Assign": Statements._assign,
    "AnnAssign": Statements._annotated,
    "AugAssign": Statements._augmented,
    "Return": Statements._return,
    "Raise": Statements._raise,
    "Assert": Statements._assert,
    "Del": Statements._delete,
    "Global": Statements._scope,
    "Nonlocal": Statements._scope,
    "Import": Statements._import,
    "ImportFrom": Statements._import,
    "If": Statements._if,
    "While": Statements._while,
    "For": Statements._for,
    "Break": Statements._break,
    "Continue": Statements._continue,
    "Try": Statements._try,
    "TryStar": Statements._try,
    "With": Statements._with,
    "Match": Statements._match,
    "FunctionDef": Statements._function,
    "ClassDef": Statements._class,
}
