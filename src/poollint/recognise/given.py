"""Which parameters and attributes of a file hold a pool, by what its own calls give them.

A parameter is as good as a pool by name if every call in the file gives it something that is called a pool;
so is an attribute of `self` that an `__init__` sets to such a parameter. Purely lexical.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from poollint.recognise.evidence import has_pool_word

_ROUNDS = 3  # through how many functions a pool is followed


class _Definition(NamedTuple):
    name: str
    owner: str  # the class, or ""
    node: ast.FunctionDef | ast.AsyncFunctionDef

    @property
    def params(self) -> list[str]:
        """The names that calls fill by position."""
        given = [arg.arg for arg in (*self.node.args.posonlyargs, *self.node.args.args)]
        static = any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in self.node.decorator_list)
        return given[1:] if self.owner and not static else given


@dataclass
class GivenPools:
    """The answer for one file: (qualified name, parameter) and (class, attribute) pairs."""

    params: frozenset[tuple[str, str]] = frozenset()
    attributes: frozenset[tuple[str, str]] = frozenset()
    _definitions: dict[str, _Definition] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: ast.Module) -> GivenPools:
        """Read the tree of a file."""
        found = cls()
        found._index(tree)
        calls = list(found._calls(tree))
        for _ in range(_ROUNDS):
            before = (found.params, found.attributes)
            found._learn(calls)
            if before == (found.params, found.attributes):
                break
        return found

    def _index(self, tree: ast.Module) -> None:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                self._definitions[node.name] = _Definition(node.name, "", node)
            elif isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
                        name = f"{node.name}.{part.name}"
                        self._definitions[name] = _Definition(name, node.name, part)

    def _calls(self, tree: ast.Module) -> Iterator[tuple[_Definition | None, _Definition, ast.Call]]:
        """Each call of a definition of the file, with the definition around it."""
        around = {id(definition.node): definition for definition in self._definitions.values()}
        pending: list[tuple[ast.AST, _Definition | None]] = [(tree, None)]
        while pending:
            node, scope = pending.pop()
            scope = around.get(id(node), scope)
            if isinstance(node, ast.Call):
                target = self._target(node.func, scope)
                if target is not None:
                    yield scope, target, node
            for value in node.__dict__.values():  # three times as fast as `ast.iter_child_nodes`
                if value.__class__ is list:
                    pending.extend((child, scope) for child in reversed(value) if isinstance(child, ast.AST))
                elif isinstance(value, ast.AST) and value._fields:
                    pending.append((value, scope))

    def _target(self, function: ast.expr, scope: _Definition | None) -> _Definition | None:
        if isinstance(function, ast.Name):
            return self._definitions.get(function.id) or self._definitions.get(f"{function.id}.__init__")
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            base = function.value.id
            owner = scope.owner if scope is not None and base in ("self", "cls") else base
            return self._definitions.get(f"{owner}.{function.attr}")
        return None

    def _learn(self, calls: list[tuple[_Definition | None, _Definition, ast.Call]]) -> None:
        said: dict[tuple[str, str], bool] = {}
        for scope, target, call in calls:
            for name, value in _arguments(target, call):
                key = (target.name, name)
                said[key] = said.get(key, True) and self._is_pool(scope, value)
        self.params = frozenset(key for key, is_pool in said.items() if is_pool)
        self.attributes = frozenset(
            (definition.owner, target.attr)
            for name, definition in self._definitions.items()
            if definition.owner and name.endswith(".__init__")
            for node in ast.walk(definition.node)
            if isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Name)
            and (name, node.value.id) in self.params
            for target in node.targets
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self"
        )

    def _is_pool(self, scope: _Definition | None, value: ast.expr) -> bool:
        if isinstance(value, ast.Name):
            return has_pool_word(value.id) or (scope is not None and (scope.name, value.id) in self.params)
        if isinstance(value, ast.Attribute):
            own = isinstance(value.value, ast.Name) and value.value.id == "self" and scope is not None
            return has_pool_word(value.attr) or (
                own and scope is not None and (scope.owner, value.attr) in self.attributes
            )
        return False


def _arguments(target: _Definition, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """The parameters that a call fills, as far as that can be read off."""
    keywords = {arg.arg for arg in target.node.args.kwonlyargs} | set(target.params)
    for name, value in zip(target.params, call.args, strict=False):
        if isinstance(value, ast.Starred):
            break
        yield name, value
    for keyword in call.keywords:
        if keyword.arg in keywords:
            yield keyword.arg, keyword.value
