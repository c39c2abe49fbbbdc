"""Lowering: one libcst definition becomes one graph of simple operations (`poollint.ir`).

Invariant: evaluation order, exception edges and the ways through `finally` are decided here and
nowhere else; nothing in this package knows of pools.
"""

from __future__ import annotations

import libcst as cst

from poollint.fragment import Fragment
from poollint.ir import Function
from poollint.lower.expressions import target_names
from poollint.lower.statements import Statements

__all__ = ["lower"]

_NESTED = (cst.FunctionDef, cst.Lambda, cst.ClassDef, cst.GeneratorExp)


def lower(
    source: Fragment,
    node: cst.FunctionDef | cst.Lambda | cst.GeneratorExp | cst.Module,
    qualname: str,
    *,
    class_name: str | None = None,
    parent: Function | None = None,
) -> Function:
    """Lower a definition (with its nested functions) or the body of a module."""
    return _lower(source, node, qualname, class_name, parent, {})


def _lower(
    source: Fragment,
    node: cst.FunctionDef | cst.Lambda | cst.GeneratorExp | cst.Module,
    qualname: str,
    class_name: str | None,
    parent: Function | None,
    renamed: dict[str, str],
) -> Function:
    function = Function(
        qualname, (), "module", class_name=class_name, parent=parent, filename=source.filename
    )
    if isinstance(node, cst.Module):
        function.offsets = (0, len(source.text))
        lowering = _Lowering(source, function)
        lowering.emit("entry", None)
        lowering.block(node.body)
        return lowering.finish()
    function.offsets = source.offsets(node)
    if isinstance(node, cst.GeneratorExp):
        function.kind, function.params, function.is_generator = "genexp", (".0",), True
        lowering = _Lowering(source, function)
        lowering.renamed = {**renamed, **{n: n for n in target_names(node.for_in.target)}}
        lowering.emit("entry", None)
        lowering.comprehension_loop(
            node.for_in, lambda: lowering.emit("yield", node.elt, src=lowering.expression(node.elt)), ".0"
        )
        return lowering.finish()
    _signature(source, function, node.params)
    inner = {name: new for name, new in renamed.items() if name not in function.params}
    if isinstance(node, cst.Lambda):
        function.kind = "lambda"
        lowering = _Lowering(source, function)
        lowering.renamed = inner
        lowering.emit("entry", None)
        operand = lowering.expression(node.body, frozenset({"returned"}))
        lowering.emit("return", node.body, dst="$ret", src=operand)
        return lowering.finish()
    function.kind = "function"
    function.is_async = node.asynchronous is not None
    function.decorators = tuple(source.code(decorator.decorator) for decorator in node.decorators)
    function.is_method = (
        class_name is not None and parent is None and "staticmethod" not in function.decorators
    )
    lowering = _Lowering(source, function)
    lowering.renamed = inner
    lowering.emit("entry", None)
    lowering.block(node.body)
    return lowering.finish()


def _signature(source: Fragment, function: Function, params: cst.Parameters) -> None:
    plain = (*params.posonly_params, *params.params)
    names = [param.name.value for param in (*plain, *params.kwonly_params)]
    for param in (*plain, *params.kwonly_params):
        function.places[param.name.value] = source.offsets(param)
        if isinstance(param.default, cst.Call):
            function.defaults[param.name.value] = source.code(param.default)
        if param.annotation is not None:
            function.annotations[param.name.value] = source.code(param.annotation.annotation)
        if isinstance(param.default, (cst.Name, cst.Integer, cst.SimpleString)):
            text = source.code(param.default)
            if not isinstance(param.default, cst.Name) or text in ("None", "True", "False"):
                function.constants[param.name.value] = text
    if isinstance(params.star_arg, cst.Param):
        function.vararg = params.star_arg.name.value
        names.append(function.vararg)
    if params.star_kwarg is not None:
        function.kwarg = params.star_kwarg.name.value
        names.append(function.kwarg)
    function.params = tuple(names)
    function.positional = len(plain)


class _Lowering(Statements):
    def lower_nested(self, node: cst.FunctionDef | cst.Lambda | cst.GeneratorExp, name: str) -> Function:
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
