"""Which names statements and expressions read, and which they bind anew, in nested functions as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from poollint.fixes.layout import Layout
from poollint.fixes.nodes import children

_TARGETED = (
    cst.AssignTarget,
    cst.AnnAssign,
    cst.AugAssign,
    cst.NamedExpr,
    cst.Del,
    cst.For,
    cst.CompFor,
)


class Bindings:
    """Questions about the names of one source."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._scopes: dict[cst.FunctionDef, tuple[list[tuple[cst.FunctionDef, set[str]]], set[str]]] = {}

    def bound(self, nodes: Iterable[cst.CSTNode]) -> set[str]:
        """The names and attribute paths that statements bind or delete, nested functions left out."""
        found: set[str] = set()
        for node in nodes:
            found |= set(self._bound(node))
        return found

    def counts(self, node: cst.CSTNode, name: str) -> int:
        """How often statements bind or delete a name."""
        return sum(1 for one in self._bound(node) if one == name)

    def _bound(self, node: cst.CSTNode) -> Iterator[str]:
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            yield node.name.value
            return
        if isinstance(node, cst.Lambda):
            return
        targets: list[cst.CSTNode] = []
        if isinstance(node, _TARGETED):
            targets = [node.target]
        elif isinstance(node, (cst.AsName, cst.MatchAs, cst.MatchStar)) and node.name is not None:
            targets = [node.name]
        elif isinstance(node, cst.ImportAlias) and node.asname is None:
            yield self.layout.code(node.name).partition(".")[0]
        for target in targets:
            yield from self._targets(target)
        for child in children(node):
            yield from self._bound(child)

    def _targets(self, target: cst.CSTNode) -> Iterator[str]:
        if isinstance(target, (cst.Name, cst.Attribute)):
            yield self.layout.code(target)
        elif isinstance(target, cst.Subscript):
            return
        else:
            for child in children(target):
                yield from self._targets(child)

    def names(self, node: cst.CSTNode) -> set[str]:
        """The names and attribute paths that an expression reads."""
        found: set[str] = set()
        stack = [node]
        while stack:
            current = stack.pop()
            if isinstance(current, cst.Attribute):
                found.add(self.layout.code(current))
                stack.append(current.value)
            elif isinstance(current, cst.Name):
                found.add(current.value)
            elif isinstance(current, cst.Arg):
                stack.append(current.value)
            else:
                stack.extend(children(current))
        return found

    def reads(self, expression: cst.CSTNode) -> set[str]:
        """The names that an expression reads, also in the functions around it that it names: they see what a
        name holds by then.
        """
        found = self.names(expression)
        scopes = [node for node in self.layout.ancestors(expression) if isinstance(node, cst.FunctionDef)]
        inside = {inner.name.value: inner for scope in scopes for inner, _ in self._outer(scope)[0]}
        todo = [name for name in found if name in inside]
        while todo:
            inner = inside.pop(todo.pop(), None)
            if inner is not None:
                own = self.bound(inner.body.body) | {param.name.value for param in inner.params.params}
                names = self.names(inner.body) - own
                found |= names
                todo += [name for name in names if name in inside]
        return found

    def is_read(self, node: cst.CSTNode, name: str) -> bool:
        """Whether a node, or a function that is defined in it, mentions a name, other than to bind it."""
        return any(
            not isinstance(self.layout.parent(mention), (cst.AssignTarget, cst.Del, cst.AsName))
            for mention in _mentions(node, name)
        )

    def readers(self, function: cst.FunctionDef, name: str) -> set[str]:
        """The functions inside another that mention a name of it."""
        return {inner.name.value for inner in _definitions(function.body) if self.is_read(inner.body, name)}

    def rebinds(self, nodes: Iterable[cst.CSTNode], expression: cst.CSTNode) -> str | None:
        """The name in `expression` that these statements, or a nested function by `nonlocal`, bind anew."""
        statements = list(nodes)
        bound = self.bound(statements)
        function = self.layout.function(expression)
        if function is not None:
            bound |= self._bound_inside(function, statements)
        return next(iter(sorted(self.reads(expression) & bound)), None)

    def _bound_inside(self, function: cst.FunctionDef, statements: Sequence[cst.CSTNode]) -> set[str]:
        """The names of a function that nested ones bind, and that may do so while these statements run.

        One that is only ever called where it is named does so there and nowhere else.
        """
        found: set[str] = set()
        nested, own = self._outer(function)
        for inner, names in nested:
            if not names <= found:
                mentions = list(_mentions(function.body, inner.name.value))
                at_once = all(
                    self.layout.function(mention) is function and self._runs_at_once(mention, inner)
                    for mention in mentions
                )
                here = any(True for node in statements for _ in _mentions(node, inner.name.value))
                if here or not at_once:
                    found |= names
        return found | own

    def _outer(self, function: cst.FunctionDef) -> tuple[list[tuple[cst.FunctionDef, set[str]]], set[str]]:
        """The functions inside another, with the outer names that they bind, and its own such names."""
        if function not in self._scopes:
            nested = [(inner, set(_outer_names(inner.body))) for inner in _definitions(function.body)]
            self._scopes[function] = nested, set(_outer_names(function.body, nested=False))
        return self._scopes[function]

    def binds_at_once(self, function: cst.FunctionDef, name: str, nodes: Sequence[cst.CSTNode]) -> bool:
        """Whether the nested functions that bind a name do so in these statements and at no other time."""
        return all(
            self.layout.function(mention) is function
            and self._runs_at_once(mention, inner)
            and any(self.layout.holds(node, self.layout.source.offsets(mention)) for node in nodes)
            for inner, names in self._outer(function)[0]
            if name in names
            for mention in _mentions(function.body, inner.name.value)
        )

    def _runs_at_once(self, mention: cst.Name, inner: cst.FunctionDef) -> bool:
        """Whether a mention of a nested function is a call of it, awaited where it has to be."""
        call = self.layout.parent(mention)
        if not isinstance(call, cst.Call) or call.func is not mention:
            return False
        return inner.asynchronous is None or isinstance(self.layout.parent(call), cst.Await)


def _outer_names(node: cst.CSTNode, *, nested: bool = True) -> Iterator[str]:
    """The names that a body declares `nonlocal` or `global`."""
    if isinstance(node, (cst.Nonlocal, cst.Global)):
        for item in node.names:
            yield item.name.value
    if nested or not isinstance(node, (cst.FunctionDef, cst.ClassDef)):
        for child in children(node):
            yield from _outer_names(child, nested=nested)


def _definitions(node: cst.CSTNode) -> Iterator[cst.FunctionDef]:
    """The functions that are defined in a body, at any depth."""
    if isinstance(node, cst.FunctionDef):
        yield node
    for child in children(node):
        yield from _definitions(child)


def _mentions(node: cst.CSTNode, name: str) -> Iterator[cst.Name]:
    """Each place that reads a name, nested functions included."""
    if isinstance(node, cst.Name) and node.value == name:
        yield node
    for child in children(node):
        if not (isinstance(node, cst.FunctionDef) and child is node.name):
            yield from _mentions(child, name)
