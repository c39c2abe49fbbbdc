"""Lowering of expressions: the one place where their order of evaluation is decided.

Each method returns an operand: the path that holds the value, `=constant`, or None.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

import libcst as cst

from poollint.ir import BY_NAME, Argument, Atom, Callee, Function, Operand
from poollint.lower.builder import Dangling
from poollint.lower.conditions import Conditions

_MAX_STEPS = 3
_CONSTANTS = frozenset({"None", "True", "False"})
_NONE: frozenset[str] = frozenset()


class Expressions(Conditions):
    """Mixin: `expression` evaluates, `store` assigns."""

    @abstractmethod
    def lower_nested(self, node: cst.FunctionDef | cst.Lambda | cst.GeneratorExp, name: str) -> Function:
        """Lower a function that stands inside this one; the package does it."""

    def expression(self, node: cst.BaseExpression, flags: frozenset[str] = _NONE) -> Operand:
        """Emit the operations that evaluate `node`; `flags` say how its value is consumed."""
        method = _METHODS.get(type(node).__name__)
        if method is not None:
            return method(self, node, flags)
        self._children(node)
        return None

    def read(self, node: cst.BaseExpression, how: str) -> Operand:
        """Evaluate `node` and touch its value in the way `how`."""
        operand = self.expression(node)
        self.touch(node, operand, how)
        return operand

    def touch(self, node: cst.CSTNode, operand: Operand, how: str) -> None:
        if operand is not None and not operand.startswith("="):
            self.emit("use", node, src=operand, how=how)

    def _children(self, node: cst.CSTNode) -> None:
        for child in node.children:
            if isinstance(child, cst.BaseExpression):
                self.read(child, "operand")
            elif not isinstance(child, cst.BaseParenthesizableWhitespace):
                self._children(child)

    # Names, constants, displays

    def rename(self, name: str) -> str:
        return self.renamed.get(name, name)

    def _name(self, node: cst.Name, flags: frozenset[str]) -> Operand:
        if node.value in _CONSTANTS:
            return f"={node.value}"
        name = self.rename(node.value)
        self.reads.add(name)
        return name

    def _constant(self, node: cst.BaseExpression, flags: frozenset[str]) -> Operand:
        return f"={self.source.code(node)[:40]}"

    def _string(self, node: cst.SimpleString, flags: frozenset[str]) -> Operand:
        """A string in the one spelling that `repr` gives it: `d["k"]` and `d['k']` are one place."""
        return f"={node.evaluated_value!r}"[:42]

    def _display(self, node: cst.Tuple | cst.List | cst.Set, flags: frozenset[str]) -> Operand:
        result = self.temporary()
        items = []
        for element in node.elements:
            items.append((element, self.expression(element.value)))
        self.emit("assign", node, dst=result, how="" if items else "empty")
        for index, (element, operand) in enumerate(items):
            if operand is None or operand.startswith("="):
                continue
            if isinstance(element, cst.StarredElement):
                self.emit("collect", element, dst=result, src=operand, how="star")
                continue
            self.emit("collect", element, dst=result, src=operand)
            if not isinstance(node, cst.Set) and index < 8:
                self.emit("assign", element, dst=f"{result}[{index}]", src=operand)
        return result

    def _dict(self, node: cst.Dict, flags: frozenset[str]) -> Operand:
        result = self.temporary()
        items = []
        for element in node.elements:
            key: Operand = None
            if isinstance(element, cst.DictElement):
                key = self.expression(element.key)
            items.append((element, key, self.expression(element.value)))
        self.emit("assign", node, dst=result)
        for element, key, operand in items:
            if operand is None or operand.startswith("="):
                continue
            self.emit("collect", element, dst=result, src=operand)
            if key is not None and key.startswith("="):
                self.emit("assign", element, dst=f"{result}[{key[1:]}]", src=operand)
        return result

    def _formatted(self, node: cst.BaseExpression, flags: frozenset[str]) -> Operand:
        for part in getattr(node, "parts", ()):
            expression = getattr(part, "expression", None)
            if expression is not None:
                self.read(expression, "format")
                for spec in getattr(part, "format_spec", None) or ():
                    inner = getattr(spec, "expression", None)
                    if inner is not None:
                        self.read(inner, "format")
        return None

    def _concatenated(self, node: cst.ConcatenatedString, flags: frozenset[str]) -> Operand:
        part: cst.BaseExpression = node
        while isinstance(part, cst.ConcatenatedString):
            self.expression(part.left)
            part = part.right
        self.expression(part)
        return None

    # Attributes and items

    def _attribute(self, node: cst.Attribute, flags: frozenset[str]) -> Operand:
        base = self.expression(node.value)
        name = node.attr.value
        if base is None or base.startswith("="):
            return None
        self.emit("use", node, src=base, how=f"attr:{name}")
        return self.extend(base, f".{name}")

    def extend(self, base: str, step: str) -> Operand:
        """The path one step below `base`, or None where paths get too long to follow."""
        if base.count(".") + base.count("[") >= _MAX_STEPS:
            return None
        return base + step

    def _subscript(self, node: cst.Subscript, flags: frozenset[str]) -> Operand:
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
        if any(isinstance(element.slice, cst.Slice) for element in node.slice):
            op.flags |= {"slice"}
        return op.dst

    def _key(self, node: cst.Subscript) -> Operand:
        key: Operand = None
        for element in node.slice:
            part = element.slice
            if isinstance(part, cst.Index):
                key = self.expression(part.value)
                if isinstance(part.value, cst.UnaryOperation):
                    key = f"={self.source.code(part.value)}"
            else:
                self._children(part)
                key = None
        return key if len(node.slice) == 1 else None

    # Operators

    def _binary(self, node: cst.BinaryOperation, flags: frozenset[str]) -> Operand:
        self.read(node.left, "operand")
        self.read(node.right, "operand")
        return None

    def _unary(self, node: cst.UnaryOperation, flags: frozenset[str]) -> Operand:
        if isinstance(node.operator, cst.Not):
            return self._boolean(node, flags)
        operand = self.read(node.expression, "operand")
        return f"={self.source.code(node)[:40]}" if operand and operand.startswith("=") else None

    def _comparison(self, node: cst.Comparison, flags: frozenset[str]) -> Operand:
        left = self.expression(node.left)
        for comparison in node.comparisons:
            right = self.expression(comparison.comparator)
            operator = comparison.operator
            if isinstance(operator, (cst.Is, cst.IsNot)):
                how = "identity"
            elif isinstance(operator, (cst.In, cst.NotIn)):
                self.touch(node, left, "compare")
                how = "contains"
            else:
                self.touch(node, left, "compare")
                how = "compare"
            if how != "identity":
                self.touch(node, right, how)
            left = right
        return None

    def _boolean(self, node: cst.BaseExpression, flags: frozenset[str]) -> Operand:
        """`and`, `or`, `not` for their value: each way out assigns the value of the operand that decides."""
        if isinstance(node, cst.BooleanOperation):
            result = self.temporary()
            left = self.expression(node.left)
            branch = self.emit("branch", node.left)
            usable = left is not None and not left.startswith(("%", "="))
            branch.atom = Atom("truth", left) if usable else Atom("unknown")
            taken: Dangling = [(branch, 1)]
            other: Dangling = [(branch, 0)]
            if isinstance(node.operator, cst.Or):
                taken, other = other, taken
            self.current = taken
            self.emit("assign", node.left, dst=result, src=left)
            ends = self.current
            self.current = other
            right = self.expression(node.right)
            self.emit("assign", node.right, dst=result, src=right)
            self.current = self.current + ends
            return result
        yes, no = self.condition(node)
        self.current = yes + no
        return None

    def _ternary(self, node: cst.IfExp, flags: frozenset[str]) -> Operand:
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

    def _walrus(self, node: cst.NamedExpr, flags: frozenset[str]) -> Operand:
        operand = self.expression(node.value)
        self.store(node.target, operand, node)
        return self.rename(node.target.value) if isinstance(node.target, cst.Name) else operand

    # Calls and suspension

    def _call(self, node: cst.Call, flags: frozenset[str]) -> Operand:
        callee = self._callee(node.func)
        arguments = []
        for arg in node.args:
            items: tuple[Operand, ...] | None = None
            if isinstance(arg.value, (cst.Tuple, cst.List)):
                start = len(self.ops)
                operand = self.expression(arg.value)
                written = {op.dst: op.src for op in self.ops[start:] if op.kind == "assign"}
                items = tuple(written.get(f"{operand}[{place}]") for place in range(len(arg.value.elements)))
            else:
                operand = self.expression(arg.value)
            keyword = arg.keyword.value if arg.keyword else None
            pairs: tuple[tuple[str, Operand], ...] = ()
            if isinstance(arg.value, (cst.Dict, cst.Call)):
                pairs = self._pairs(arg.value, operand)
            arguments.append(Argument(operand, keyword, arg.star, items, self.offsets(arg.value), pairs))
        op = self.emit("call", node, flags=flags)
        op.callee = callee
        op.args = tuple(arguments)
        op.dst = self.temporary()
        return op.dst

    def _pairs(self, node: cst.Dict | cst.Call, operand: Operand) -> tuple[tuple[str, Operand], ...]:
        """The named values of `{"conn": conn}` or `dict(conn=conn)` that has just been evaluated."""
        if isinstance(node, cst.Call):
            last = self.ops[-1]
            if last.callee is None or last.callee.path != "dict":
                return ()
            return tuple((argument.keyword, argument.value) for argument in last.args if argument.keyword)
        prefix = f"{operand}["
        written = [op for op in self.ops if op.kind == "assign" and (op.dst or "").startswith(prefix)]
        return tuple(((op.dst or "")[len(prefix) : -1].strip("'\""), op.src) for op in written)

    def _callee(self, node: cst.BaseExpression) -> Callee:
        if isinstance(node, cst.Attribute):
            if isinstance(node.value, cst.Call) and self.source.code(node.value) == "super()":
                return Callee(None, "super()", node.attr.value, f"super().{node.attr.value}")
            receiver = self.expression(node.value)
            plain = receiver is not None and not receiver.startswith(("%", "="))
            text = f"{receiver}.{node.attr.value}" if plain else ""
            return Callee(None, receiver, node.attr.value, text)
        looked_up = self._looked_up(node)
        if looked_up is not None:
            return looked_up
        path = self.expression(node)
        return Callee(path, None, None, path if path and not path.startswith(("%", "=")) else "")

    def _looked_up(self, node: cst.BaseExpression) -> Callee | None:
        """What `getattr(conn, name)(...)` calls: a method of `conn`, whatever its name is."""
        if (
            not isinstance(node, cst.Call)
            or len(node.args) != 2
            or any(a.star or a.keyword for a in node.args)
        ):
            return None
        if not isinstance(node.func, cst.Name) or node.func.value != BY_NAME:
            return None
        receiver, name = (self.expression(argument.value) for argument in node.args)
        if name is not None and name.startswith(("='", '="')):
            return Callee(None, receiver, name[2:-1], "")
        return Callee(None, receiver, BY_NAME, "")

    def _await(self, node: cst.Await, flags: frozenset[str]) -> Operand:
        operand = self.expression(node.expression, frozenset({"awaited"} | flags))
        result = self.temporary()
        self.emit("await", node, dst=result, src=operand, flags=flags)
        return result

    def _yield(self, node: cst.Yield, flags: frozenset[str]) -> Operand:
        operand: Operand = None
        self.function.is_generator = True
        how = ""
        if isinstance(node.value, cst.From):
            operand = self.expression(node.value.item)
            how = "from"
        elif node.value is not None:
            operand = self.expression(node.value)
        result = self.temporary()
        self.emit("yield", node, dst=result, src=operand, how=how)
        return result

    # Functions as values

    def _lambda(self, node: cst.Lambda, flags: frozenset[str]) -> Operand:
        return self.make(node, "<lambda>", node.params)

    def _generator(self, node: cst.GeneratorExp, flags: frozenset[str]) -> Operand:
        first = self.expression(node.for_in.iter)
        self.touch(node.for_in.iter, first, "iter")
        function = self.lower_nested(node, "<genexpr>")
        result = self.temporary()
        op = self.emit("make", node, dst=result)
        op.function = function
        op.defaults = ((".0", first),)
        return result

    def make(self, node: cst.FunctionDef | cst.Lambda, name: str, params: cst.Parameters) -> Operand:
        """Evaluate the defaults, lower the body as a function of its own, and make the closure."""
        defaults = []
        for param in (*params.posonly_params, *params.params, *params.kwonly_params):
            if param.default is not None:
                defaults.append((param.name.value, self.expression(param.default)))
        function = self.lower_nested(node, name)
        self.reads |= function.free
        result = self.temporary()
        op = self.emit("make", node, dst=result)
        op.function = function
        op.defaults = tuple(defaults)
        return result

    def _comprehension(
        self, node: cst.ListComp | cst.SetComp | cst.DictComp, flags: frozenset[str]
    ) -> Operand:
        result = self.temporary()
        self.emit("assign", node, dst=result)
        before = dict(self.renamed)

        def element() -> None:
            if isinstance(node, cst.DictComp):
                self.expression(node.key)
                self.emit("collect", node, dst=result, src=self.expression(node.value))
            else:
                self.emit("collect", node, dst=result, src=self.expression(node.elt))

        self.comprehension_loop(node.for_in, element, None)
        self.renamed = before
        return result

    def comprehension_loop(self, loop: cst.CompFor, element: object, iterable: Operand) -> None:
        """One `for` of a comprehension; `iterable` is given where it was evaluated before."""
        source = iterable if iterable is not None else self.read(loop.iter, "iter")
        for name in target_names(loop.target):
            self.renamed[name] = f"{name}#{self.number()}"
        header = self.emit("pass", loop)
        step = self.emit("next", loop.iter, dst=self.temporary(), src=source)
        step.flags |= {"async"} if loop.asynchronous else set()
        self.current = [(step, 0)]
        self.store(loop.target, step.dst, loop)
        skipped: Dangling = []
        for test in loop.ifs:
            yes, no = self.condition(test.test)
            skipped += no
            self.current = yes
        if loop.inner_for_in is not None:
            self.comprehension_loop(loop.inner_for_in, element, None)
        else:
            assert callable(element)
            element()
        self.current += skipped
        self.connect(header)
        self.current = [(step, 1)]

    # Assignment

    def store(self, target: cst.BaseExpression, value: Operand, node: cst.CSTNode) -> None:
        """Assign `value` to a target expression."""
        if isinstance(target, cst.Name):
            name = self.rename(target.value)
            self.bound.add(name)
            self.emit("assign", node, dst=name, src=value)
        elif isinstance(target, cst.Attribute):
            base = self.expression(target.value)
            self.touch(target, base, f"attrstore:{target.attr.value}")
            path = self.extend(base, f".{target.attr.value}") if base and not base.startswith("=") else None
            if path is not None:
                self.emit("assign", node, dst=path, src=value)
        elif isinstance(target, cst.Subscript):
            base = self.expression(target.value)
            key = self._key(target)
            self.touch(target, base, "itemstore")
            if base is not None and not base.startswith("="):
                self.emit("collect", node, dst=base, src=value, how="item")
                path = self.extend(base, f"[{key[1:]}]") if key and key.startswith("=") else None
                if path is not None:
                    self.emit("assign", node, dst=path, src=value)
        elif isinstance(target, (cst.Tuple, cst.List)):
            starred = False
            usable = value is not None and not value.startswith("=")
            if usable:
                self.touch(target, value, "unpack")
            for index, element in enumerate(target.elements):
                if isinstance(element, cst.StarredElement):
                    starred = True
                    self.store(element.value, None, node)
                else:
                    part = self.extend(value, f"[{index}]") if usable and value and not starred else None
                    self.store(element.value, part, node)
        elif isinstance(target, cst.StarredElement):
            self.store(target.value, None, node)


def target_names(target: cst.BaseExpression) -> list[str]:
    """The plain names that an assignment target binds."""
    if isinstance(target, cst.Name):
        return [target.value]
    if isinstance(target, (cst.Tuple, cst.List)):
        return [name for element in target.elements for name in target_names(element.value)]
    if isinstance(target, cst.StarredElement):
        return target_names(target.value)
    return []


_METHODS: dict[str, Callable[[Any, Any, frozenset[str]], Operand]] = {
    "Name": Expressions._name,
    "Integer": Expressions._constant,
    "Float": Expressions._constant,
    "Imaginary": Expressions._constant,
    "SimpleString": Expressions._string,
    "Ellipsis": Expressions._constant,
    "ConcatenatedString": Expressions._concatenated,
    "FormattedString": Expressions._formatted,
    "TemplatedString": Expressions._formatted,
    "Tuple": Expressions._display,
    "List": Expressions._display,
    "Set": Expressions._display,
    "Dict": Expressions._dict,
    "Attribute": Expressions._attribute,
    "Subscript": Expressions._subscript,
    "BinaryOperation": Expressions._binary,
    "UnaryOperation": Expressions._unary,
    "BooleanOperation": Expressions._boolean,
    "Comparison": Expressions._comparison,
    "IfExp": Expressions._ternary,
    "NamedExpr": Expressions._walrus,
    "Call": Expressions._call,
    "Await": Expressions._await,
    "Yield": Expressions._yield,
    "Lambda": Expressions._lambda,
    "GeneratorExp": Expressions._generator,
    "ListComp": Expressions._comprehension,
    "SetComp": Expressions._comprehension,
    "DictComp": Expressions._comprehension,
}
