"""Lowering: one definition of the standard library's tree becomes one graph of operations (`poollint.ir`).

Invariant: evaluation order, exception edges and the ways through `finally` are decided here and
nowhere else; nothing in this package knows of pools.
"""

from __future__ import annotations

import ast

from poollint.ir import Function
from poollint.lower.expressions import Nested, defaults_of, target_names
from poollint.lower.statements import Statements
from poollint.source import Source

__all__ = ["lower"]


def lower(
    source: Source,
    node: Nested | ast.Module,
    qualname: str,
    *,
    class_name: str | None = None,
    parent: Function | None = None,
) -> Function:
    """Lower a definition (with its nested functions) or the body of a module."""
    return _lower(source, node, qualname, class_name, parent, {})


def _lower(
    source: Source,
    node: Nested | ast.Module,
    qualname: str,
    class_name: str | None,
    parent: Function | None,
    renamed: dict[str, str],
) -> Function:
    function = Function(
        qualname, (), "module", class_name=class_name, parent=parent, filename=source.filename
    )
    if isinstance(node, ast.Module):
        function.offsets = (0, len(source.text))
        lowering = _Lowering(source, function)
        lowering.emit("entry", None)
        lowering.block(node.body)
        return lowering.finish()
    function.offsets = source.range_of(node)
    if isinstance(node, ast.GeneratorExp):
        function.kind, function.params, function.is_generator = "genexp", (".0",), True
        lowering = _Lowering(source, function)
        lowering.renamed = {**renamed, **{n: n for n in target_names(node.generators[0].target)}}
        lowering.emit("entry", None)
        lowering.comprehension_loop(
            node.generators, lambda: lowering.emit("yield", node.elt, src=lowering.expression(node.elt)), ".0"
        )
        return lowering.finish()
    _signature(source, function, node.args)
    inner = {name: new for name, new in renamed.items() if name not in function.params}
    if isinstance(node, ast.Lambda):
        function.kind = "lambda"
        lowering = _Lowering(source, function)
        lowering.renamed = inner
        lowering.emit("entry", None)
        operand = lowering.expression(node.body, frozenset({"returned"}))
        lowering.emit("return", node.body, dst="$ret", src=operand)
        return lowering.finish()
    function.kind = "function"
    function.is_async = isinstance(node, ast.AsyncFunctionDef)
    function.decorators = tuple(source.text_of(decorator) for decorator in node.decorator_list)
    function.is_method = (
        class_name is not None and parent is None and "staticmethod" not in function.decorators
    )
    lowering = _Lowering(source, function)
    lowering.renamed = inner
    lowering.emit("entry", None)
    lowering.block(node.body)
    return lowering.finish()


def _signature(source: Source, function: Function, args: ast.arguments) -> None:
    plain = (*args.posonlyargs, *args.args)
    names = [param.arg for param in (*plain, *args.kwonlyargs)]
    defaults = defaults_of(args)
    for param in (*plain, *args.kwonlyargs):
        start, _ = source.range_of(param)
        function.places[param.arg] = (start, start + len(param.arg))
        default = defaults.get(param.arg)
        if isinstance(default, ast.Call):
            function.defaults[param.arg] = source.text_of(default)
        if param.annotation is not None:
            function.annotations[param.arg] = source.text_of(param.annotation)
        if isinstance(default, ast.Constant) and isinstance(default.value, (int, str, bytes, type(None))):
            function.constants[param.arg] = source.text_of(default)
    if args.vararg is not None:
        function.vararg = args.vararg.arg
        names.append(function.vararg)
    if args.kwarg is not None:
        function.kwarg = args.kwarg.arg
        names.append(function.kwarg)
    function.params = tuple(names)
    function.positional = len(plain)


class _Lowering(Statements):
    def lower_nested(self, node: Nested, name: str) -> Function:
        nested = _lower(
            self.source,
            node,
            f"{self.function.qualname}.{name}",
            self.function.class_name,
            self.function,
            self.renamed,
        )
        self.reads |= nested.free
        self.outer_writes(nested)
        return nested

    def outer_writes(self, nested: Function) -> None:
        """A name that a nested function rebinds by `nonlocal` is bound here if it is nowhere else."""
        self.reads |= nested.writes
