"""Lowering of expressions: the one place where their order of evaluation is decided.

Each method returns an operand: the path that holds the value, `=constant`, or None.
"""

from __future__ import annotations

import ast
import re
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from poollint.formatted import Field, literals
from poollint.ir import BY_NAME, Argument, Atom, Callee, Function, Operand
from poollint.lower.builder import Dangling, Place
from poollint.lower.conditions import Conditions

_MAX_STEPS = 3
_NONE: frozenset[str] = frozenset()
_OPERATOR = re.compile(r"\s*(?:\)|#[^\n]*\n|\\\n)")
_FOR = re.compile(r"\b(?:async\s+)?for[\s(]*\Z")

Definition = ast.FunctionDef | ast.AsyncFunctionDef
Nested = Definition | ast.Lambda | ast.GeneratorExp


class Expressions(Conditions):
    """Mixin: `expression` evaluates, `store` assigns."""

    @abstractmethod
    def lower_nested(self, node: Nested, name: str) -> Function:
        """Lower a function that stands inside this one; the package does it."""

    def expression(self, node: ast.expr, flags: frozenset[str] = _NONE) -> Operand:
        """Emit the operations that evaluate `node`; `flags` say how its value is consumed."""
        method = _METHODS.get(type(node))
        if method is not None:
            return method(self, node, flags)
        self._children(node)
        return None

    def read(self, node: ast.expr, how: str) -> Operand:
        """Evaluate `node` and touch its value in the way `how`."""
        operand = self.expression(node)
        self.touch(node, operand, how)
        return operand

    def touch(self, node: Place, operand: Operand, how: str) -> None:
        if operand is not None and not operand.startswith("="):
            self.emit("use", node, src=operand, how=how)

    def _children(self, node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.read(child, "operand")

    # Names, constants, displays

    def rename(self, name: str) -> str:
        return self.renamed.get(name, name)

    def _name(self, node: ast.Name, flags: frozenset[str]) -> Operand:
        name = self.rename(node.id)
        self.reads.add(name)
        return name

    def _constant(self, node: ast.Constant, flags: frozenset[str]) -> Operand:
        """A string in the one spelling that `repr` gives it: `d["k"]` and `d['k']` are one place."""
        if isinstance(node.value, (str, bytes)):
            return f"={node.value!r}"[:42]
        return f"={self.source.text_of(node)[:40]}"

    def _display(self, node: ast.Tuple | ast.List | ast.Set, flags: frozenset[str]) -> Operand:
        result = self.temporary()
        items = [(element, self.expression(_inner(element))) for element in node.elts]
        self.emit("assign", node, dst=result, how="" if items else "empty")
        for index, (element, operand) in enumerate(items):
            if operand is None or operand.startswith("="):
                continue
            place = self.source.whole_of(element)
            if isinstance(element, ast.Starred):
                self.emit("collect", place, dst=result, src=operand, how="star")
                continue
            self.emit("collect", place, dst=result, src=operand)
            if not isinstance(node, ast.Set) and index < 8:
                self.emit("assign", place, dst=f"{result}[{index}]", src=operand)
        return result

    def _dict(self, node: ast.Dict, flags: frozenset[str]) -> Operand:
        result = self.temporary()
        items = []
        for key_node, value in zip(node.keys, node.values, strict=True):
            key = self.expression(key_node) if key_node is not None else None
            start = self.source.whole_of(key_node or value)[0]
            items.append(((start, self.source.whole_of(value)[1]), key, self.expression(value)))
        self.emit("assign", node, dst=result)
        for element, key, operand in items:
            if operand is None or operand.startswith("="):
                continue
            self.emit("collect", element, dst=result, src=operand)
            if key is not None and key.startswith("="):
                self.emit("assign", element, dst=f"{result}[{key[1:]}]", src=operand)
        return result

    def _formatted(self, node: ast.JoinedStr, flags: frozenset[str]) -> Operand:
        """Read what is formatted; the text says where, since the tree may not."""
        for literal in literals(self.source.text, *self.offsets(node)):
            self._fields(literal.fields or ())
        return None

    def _fields(self, fields: Sequence[Field]) -> None:
        for field in fields:
            expression = self.source.expression_at(field.start, field.end)
            if expression is not None:
                self.read(expression, "format")
            self._fields(field.spec)

    # Attributes and items

    def _attribute(self, node: ast.Attribute, flags: frozenset[str]) -> Operand:
        base = self.expression(node.value)
        if base is None or base.startswith("="):
            return None
        self.emit("use", node, src=base, how=f"attr:{node.attr}")
        return self.extend(base, f".{node.attr}")

    def extend(self, base: str, step: str) -> Operand:
        """The path one step below `base`, or None where paths get too long to follow."""
        if base.count(".") + base.count("[") >= _MAX_STEPS:
            return None
        return base + step

    def _subscript(self, node: ast.Subscript, flags: frozenset[str]) -> Operand:
        base = self.expression(node.value)
        key = self._key(node)
        self.touch(node, base, "item")
        if base is None or base.startswith("="):
            return None
        if key is not None and key.startswith("="):
            return self.extend(base, f"[{key[1:]}]")
        # Which item it is isn't known; `how` keeps of what it is one, or a slice, the argument the key.
        op = self.emit("assign", node, dst=self.temporary(), how=base)
        op.args = (Argument(key),)
        if any(isinstance(part, ast.Slice) for part in self._parts(node)):
            op.flags |= {"slice"}
        return op.dst

    def _parts(self, node: ast.Subscript) -> Sequence[ast.expr]:
        """What stands between the brackets: several parts are a tuple without parentheses."""
        key = node.slice
        if isinstance(key, ast.Tuple) and not self.source.is_in_parentheses(key):
            return key.elts
        return [key]

    def _key(self, node: ast.Subscript) -> Operand:
        key: Operand = None
        parts = self._parts(node)
        for part in parts:
            if isinstance(part, ast.Slice):
                self._children(part)
                key = None
            else:
                key = self.expression(_inner(part))
                if isinstance(part, ast.UnaryOp):
                    key = f"={self.source.text_of(part)}"
        return key if len(parts) == 1 else None

    # Operators

    def _binary(self, node: ast.BinOp, flags: frozenset[str]) -> Operand:
        self.read(node.left, "operand")
        self.read(node.right, "operand")
        return None

    def _unary(self, node: ast.UnaryOp, flags: frozenset[str]) -> Operand:
        if isinstance(node.op, ast.Not):
            yes, no = self.condition(node)
            self.current = yes + no
            return None
        operand = self.read(node.operand, "operand")
        return f"={self.source.text_of(node)[:40]}" if operand and operand.startswith("=") else None

    def _comparison(self, node: ast.Compare, flags: frozenset[str]) -> Operand:
        left = self.expression(node.left)
        for operator, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.expression(comparator)
            if isinstance(operator, (ast.Is, ast.IsNot)):
                how = "identity"
            elif isinstance(operator, (ast.In, ast.NotIn)):
                self.touch(node, left, "compare")
                how = "contains"
            else:
                self.touch(node, left, "compare")
                how = "compare"
            if how != "identity":
                self.touch(node, right, how)
            left = right
        return None

    def _boolean(self, node: ast.BoolOp, flags: frozenset[str]) -> Operand:
        """`and` and `or` for their value: each way out assigns the value of the operand that decides.

        Of several operands the first two are one operand of what follows.
        """
        start = self.offsets(node)[0]
        results = [self.temporary() for _ in node.values[1:]]
        left, place = self.expression(node.values[0]), self.offsets(node.values[0])
        for result, value in zip(reversed(results), node.values[1:], strict=True):
            branch = self.emit("branch", place)
            usable = left is not None and not left.startswith(("%", "="))
            branch.atom = Atom("truth", left) if usable else Atom("unknown")
            taken: Dangling = [(branch, 1)]
            other: Dangling = [(branch, 0)]
            if isinstance(node.op, ast.Or):
                taken, other = other, taken
            self.current = taken
            self.emit("assign", place, dst=result, src=left)
            ends = self.current
            self.current = other
            self.emit("assign", value, dst=result, src=self.expression(value))
            self.current = self.current + ends
            left, place = result, (start, self._behind(value))
        return left

    def _behind(self, node: ast.expr) -> int:
        """Where an operand ends, with the parentheses around it."""
        text, at = self.source.text, self.offsets(node)[1]
        end = at
        while (match := _OPERATOR.match(text, at)) is not None:
            at = match.end()
            end = at if match[0].endswith(")") else end
        return end

    def _ternary(self, node: ast.IfExp, flags: frozenset[str]) -> Operand:
        result = self.temporary()
        yes, no = self.condition(node.test)
        ends: Dangling = []
        for start, branch in ((yes, node.body), (no, node.orelse)):
            self.current = start
            operand = self.expression(branch)
            self.emit("assign", branch, dst=result, src=operand)
            ends += self.current
        self.current = ends
        return result

    def _walrus(self, node: ast.NamedExpr, flags: frozenset[str]) -> Operand:
        operand = self.expression(node.value)
        self.store(node.target, operand, node)
        return self.rename(node.target.id)

    # Calls and suspension

    def _call(self, node: ast.Call, flags: frozenset[str]) -> Operand:
        callee = self._callee(node.func)
        arguments = [self._argument(argument) for argument in _in_order(node)]
        op = self.emit("call", node, flags=flags)
        op.callee = callee
        op.args = tuple(arguments)
        op.dst = self.temporary()
        return op.dst

    def _argument(self, node: ast.expr | ast.keyword) -> Argument:
        """Evaluate one argument of a call."""
        value = node.value if isinstance(node, (ast.keyword, ast.Starred)) else node
        keyword = node.arg if isinstance(node, ast.keyword) else None
        star = "*" if isinstance(node, ast.Starred) else ""
        if isinstance(node, ast.keyword) and node.arg is None:
            star = "**"
        items: tuple[Operand, ...] | None = None
        start = len(self.ops)
        operand = self.expression(value)
        if isinstance(value, (ast.Tuple, ast.List)):
            written = {op.dst: op.src for op in self.ops[start:] if op.kind == "assign"}
            items = tuple(written.get(f"{operand}[{place}]") for place in range(len(value.elts)))
        pairs: tuple[tuple[str, Operand], ...] = ()
        if isinstance(value, (ast.Dict, ast.Call)):
            pairs = self._pairs(value, operand)
        return Argument(operand, keyword, star, items, self.offsets(value), pairs)

    def _pairs(self, node: ast.Dict | ast.Call, operand: Operand) -> tuple[tuple[str, Operand], ...]:
        """The named values of `{"conn": conn}` or `dict(conn=conn)` that has just been evaluated."""
        if isinstance(node, ast.Call):
            last = self.ops[-1]
            if last.callee is None or last.callee.path != "dict":
                return ()
            return tuple((argument.keyword, argument.value) for argument in last.args if argument.keyword)
        prefix = f"{operand}["
        written = [op for op in self.ops if op.kind == "assign" and (op.dst or "").startswith(prefix)]
        return tuple(((op.dst or "")[len(prefix) : -1].strip("'\""), op.src) for op in written)

    def _callee(self, node: ast.expr) -> Callee:
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Call) and self.source.text_of(node.value) == "super()":
                return Callee(None, "super()", node.attr, f"super().{node.attr}")
            receiver = self.expression(node.value)
            plain = receiver is not None and not receiver.startswith(("%", "="))
            text = f"{receiver}.{node.attr}" if plain else ""
            return Callee(None, receiver, node.attr, text)
        looked_up = self._looked_up(node)
        if looked_up is not None:
            return looked_up
        path = self.expression(node)
        return Callee(path, None, None, path if path and not path.startswith(("%", "=")) else "")

    def _looked_up(self, node: ast.expr) -> Callee | None:
        """What `getattr(conn, name)(...)` calls: a method of `conn`, whatever its name is."""
        if not isinstance(node, ast.Call) or len(node.args) != 2 or node.keywords:
            return None
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            return None
        if not isinstance(node.func, ast.Name) or node.func.id != BY_NAME:
            return None
        receiver, name = (self.expression(argument) for argument in node.args)
        if name is not None and name.startswith(("='", '="')):
            return Callee(None, receiver, name[2:-1], "")
        return Callee(None, receiver, BY_NAME, "")

    def _await(self, node: ast.Await, flags: frozenset[str]) -> Operand:
        operand = self.expression(node.value, frozenset({"awaited"} | flags))
        result = self.temporary()
        self.emit("await", node, dst=result, src=operand, flags=flags)
        return result

    def _yield(self, node: ast.Yield | ast.YieldFrom, flags: frozenset[str]) -> Operand:
        self.function.is_generator = True
        operand = self.expression(node.value) if node.value is not None else None
        result = self.temporary()
        how = "from" if isinstance(node, ast.YieldFrom) else ""
        self.emit("yield", node, dst=result, src=operand, how=how)
        return result

    # Functions as values

    def _lambda(self, node: ast.Lambda, flags: frozenset[str]) -> Operand:
        return self.make(node, "<lambda>")

    def _generator(self, node: ast.GeneratorExp, flags: frozenset[str]) -> Operand:
        outermost = node.generators[0].iter
        first = self.expression(outermost)
        self.touch(outermost, first, "iter")
        function = self.lower_nested(node, "<genexpr>")
        result = self.temporary()
        op = self.emit("make", node, dst=result)
        op.function = function
        op.defaults = ((".0", first),)
        return result

    def make(self, node: Definition | ast.Lambda, name: str) -> Operand:
        """Evaluate the defaults, lower the body as a function of its own, and make the closure."""
        defaults = [(param, self.expression(value)) for param, value in defaults_of(node.args).items()]
        function = self.lower_nested(node, name)
        self.reads |= function.free
        result = self.temporary()
        op = self.emit("make", node, dst=result)
        op.function = function
        op.defaults = tuple(defaults)
        return result

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.DictComp, flags: frozenset[str]
    ) -> Operand:
        result = self.temporary()
        self.emit("assign", node, dst=result)
        before = dict(self.renamed)

        def element() -> None:
            if isinstance(node, ast.DictComp):
                self.expression(node.key)
                self.emit("collect", node, dst=result, src=self.expression(node.value))
            else:
                self.emit("collect", node, dst=result, src=self.expression(node.elt))

        self.comprehension_loop(node.generators, element, None)
        self.renamed = before
        return result

    def comprehension_loop(
        self, loops: Sequence[ast.comprehension], element: Callable[[], object], iterable: Operand
    ) -> None:
        """The `for`s of a comprehension; `iterable` is given where it was evaluated before."""
        loop, inner = loops[0], loops[1:]
        source = iterable if iterable is not None else self.read(loop.iter, "iter")
        for name in target_names(loop.target):
            self.renamed[name] = f"{name}#{self.number()}"
        last = loops[-1].ifs[-1] if loops[-1].ifs else loops[-1].iter
        place = (self._beginning(loop), self.offsets(last)[1])
        header = self.emit("pass", place)
        step = self.emit("next", loop.iter, dst=self.temporary(), src=source)
        step.flags |= {"async"} if loop.is_async else set()
        self.current = [(step, 0)]
        self.store(loop.target, step.dst, place)
        skipped: Dangling = []
        for test in loop.ifs:
            yes, no = self.condition(test)
            skipped += no
            self.current = yes
        if inner:
            self.comprehension_loop(inner, element, None)
        else:
            element()
        self.current += skipped
        self.connect(header)
        self.current = [(step, 1)]

    def _beginning(self, loop: ast.comprehension) -> int:
        """Where the `for` of a loop stands, which the tree doesn't say."""
        start = self.offsets(loop.target)[0]
        match = _FOR.search(self.source.text, max(0, start - 200), start)
        return match.start() if match is not None else start

    # Assignment

    def store(self, target: ast.expr, value: Operand, node: Place) -> None:
        """Assign `value` to a target expression."""
        if isinstance(target, ast.Name):
            self.store_name(target.id, value, node)
        elif isinstance(target, ast.Attribute):
            base = self.expression(target.value)
            self.touch(target, base, f"attrstore:{target.attr}")
            path = self.extend(base, f".{target.attr}") if base and not base.startswith("=") else None
            if path is not None:
                self.emit("assign", node, dst=path, src=value)
        elif isinstance(target, ast.Subscript):
            base = self.expression(target.value)
            key = self._key(target)
            self.touch(target, base, "itemstore")
            if base is not None and not base.startswith("="):
                self.emit("collect", node, dst=base, src=value, how="item")
                path = self.extend(base, f"[{key[1:]}]") if key and key.startswith("=") else None
                if path is not None:
                    self.emit("assign", node, dst=path, src=value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            starred = False
            usable = value is not None and not value.startswith("=")
            if usable:
                self.touch(target, value, "unpack")
            for index, element in enumerate(target.elts):
                if isinstance(element, ast.Starred):
                    starred = True
                    self.store(element.value, None, node)
                else:
                    part = self.extend(value, f"[{index}]") if usable and value and not starred else None
                    self.store(element, part, node)
        elif isinstance(target, ast.Starred):
            self.store(target.value, None, node)

    def store_name(self, written: str, value: Operand, node: Place) -> None:
        """Assign `value` to a plain name."""
        name = self.rename(written)
        self.bound.add(name)
        self.emit("assign", node, dst=name, src=value)


def target_names(target: ast.expr) -> list[str]:
    """The plain names that an assignment target binds."""
    if isinstance(target, ast.Name):
        return [target.id]
    if isinstance(target, (ast.Tuple, ast.List)):
        return [name for element in target.elts for name in target_names(element)]
    if isinstance(target, ast.Starred):
        return target_names(target.value)
    return []


def defaults_of(args: ast.arguments) -> dict[str, ast.expr]:
    """The defaults of parameters, by name and in order."""
    plain = [*args.posonlyargs, *args.args]
    late = plain[len(plain) - len(args.defaults) :]
    found = {param.arg: default for param, default in zip(late, args.defaults, strict=True)}
    named = zip(args.kwonlyargs, args.kw_defaults, strict=True)
    return found | {param.arg: default for param, default in named if default is not None}


def _inner(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Starred) else node


def _in_order(node: ast.Call) -> list[ast.expr | ast.keyword]:
    """The arguments of a call as they are written."""
    if not any(isinstance(argument, ast.Starred) for argument in node.args):
        return [*node.args, *node.keywords]
    return sorted([*node.args, *node.keywords], key=lambda one: (one.lineno, one.col_offset))


_METHODS: dict[type[ast.expr], Callable[[Any, Any, frozenset[str]], Operand]] = {
    ast.Name: Expressions._name,
    ast.Constant: Expressions._constant,
    ast.JoinedStr: Expressions._formatted,
    ast.Tuple: Expressions._display,
    ast.List: Expressions._display,
    ast.Set: Expressions._display,
    ast.Dict: Expressions._dict,
    ast.Attribute: Expressions._attribute,
    ast.Subscript: Expressions._subscript,
    ast.BinOp: Expressions._binary,
    ast.UnaryOp: Expressions._unary,
    ast.BoolOp: Expressions._boolean,
    ast.Compare: Expressions._comparison,
    ast.IfExp: Expressions._ternary,
    ast.NamedExpr: Expressions._walrus,
    ast.Call: Expressions._call,
    ast.Await: Expressions._await,
    ast.Yield: Expressions._yield,
    ast.YieldFrom: Expressions._yield,
    ast.Lambda: Expressions._lambda,
    ast.GeneratorExp: Expressions._generator,
    ast.ListComp: Expressions._comprehension,
    ast.SetComp: Expressions._comprehension,
    ast.DictComp: Expressions._comprehension,
}
if hasattr(ast, "TemplateStr"):  # Python 3.14
    _METHODS[ast.TemplateStr] = Expressions._formatted
