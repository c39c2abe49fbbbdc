"""Lowering of conditions: short-circuit evaluation, and the atoms that can be remembered."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod

from poollint.ir import Atom, Operand
from poollint.lower.builder import Builder, Dangling

_UNKNOWN = Atom("unknown")
_CALLS = (ast.Call, ast.Await)
_STATE_CALLS = frozenset({"is_alive", "done", "finished"})
_SIGNS = {
    ast.Eq: "Equal",
    ast.NotEq: "Equal",
    ast.Lt: "LessThan",
    ast.LtE: "LessThanEqual",
    ast.Gt: "GreaterThan",
    ast.GtE: "GreaterThanEqual",
    ast.In: "In",
    ast.NotIn: "In",
    ast.Is: "Is",
    ast.IsNot: "Is",
}
_NEGATED = (ast.NotEq, ast.NotIn, ast.IsNot)


class Conditions(Builder, ABC):
    """Mixin: `condition` evaluates an expression for its truth."""

    @abstractmethod
    def expression(self, node: ast.expr, flags: frozenset[str] = frozenset()) -> Operand:
        """Evaluate `node`; `Expressions` does it."""

    def condition(self, node: ast.expr) -> tuple[Dangling, Dangling]:
        """Evaluate `node`; returns the dangling edges on which it is true and false."""
        if isinstance(node, ast.BoolOp):
            yes, no = self.condition(node.values[0])
            for value in node.values[1:]:
                if isinstance(node.op, ast.And):
                    self.current = yes
                    yes, failed = self.condition(value)
                    no = no + failed
                else:
                    self.current = no
                    met, no = self.condition(value)
                    yes = yes + met
            return yes, no
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yes, no = self.condition(node.operand)
            return no, yes
        if isinstance(node, ast.Constant) and node.value in (True, False) and isinstance(node.value, bool):
            here = self.current
            return (here, []) if node.value else ([], here)
        before, self.flags = self.flags, self.flags | {"condition"}
        atom = self._atom(node)
        self.flags = before
        branch = self.emit("branch", node)
        branch.atom = atom
        if atom.negated:
            branch.atom = Atom(atom.kind, atom.path, atom.text, atom.parts)
            return [(branch, 1)], [(branch, 0)]
        return [(branch, 0)], [(branch, 1)]

    def _atom(self, node: ast.expr) -> Atom:
        """Evaluate `node` and name what its truth says."""
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            operator, right = node.ops[0], node.comparators[0]
            if isinstance(operator, (ast.Is, ast.IsNot)) and _is_none(right):
                path = self.expression(node.left)
                return Atom("none", path, negated=isinstance(operator, ast.IsNot)) if path else _UNKNOWN
            self.expression(node)
            parts = pure_parts(node)
            if parts is None:
                return _UNKNOWN
            is_text = isinstance(right, ast.Constant) and isinstance(right.value, (str, bytes))
            literal = repr(right.value) if is_text else self.source.text_of(right)  # type: ignore[attr-defined]
            text = f"{self.source.text_of(node.left)} {_SIGNS[type(operator)]} {literal}"
            return Atom("text", None, text, parts, isinstance(operator, _NEGATED))
        if (
            isinstance(node, ast.Call)
            and not (node.args or node.keywords)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in _STATE_CALLS
        ):
            receiver = self.expression(node.func.value)
            self.emit("use", node, src=receiver, how=f"attr:{node.func.attr}")
            return Atom("call", receiver, node.func.attr) if receiver else _UNKNOWN
        operand = self.expression(node)
        if operand is None or operand.startswith("%"):
            parts = pure_parts(node)
            if parts:
                return Atom("text", None, self.source.text_of(node), parts)
            return Atom("truth", operand) if operand and isinstance(node, _CALLS) else _UNKNOWN
        if operand.startswith("="):
            return _UNKNOWN
        return Atom("truth", operand)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def pure_parts(node: ast.expr) -> frozenset[str] | None:
    """The names that a side-effect free expression reads; None where it may call something."""
    parts: set[str] = set()
    stack: list[ast.AST] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Name):
            parts.add(part.id)
        elif isinstance(part, ast.Constant):
            if part.value is None or isinstance(part.value, bool):
                parts.add(str(part.value))
            elif not isinstance(part.value, (str, bytes, int, float)):
                return None
        elif isinstance(part, ast.Attribute):
            stack.append(part.value)
        elif isinstance(part, (ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Subscript, ast.Tuple)):
            stack.extend(
                child
                for child in ast.iter_child_nodes(part)
                if isinstance(child, ast.expr) and not isinstance(child, ast.Slice)
            )
        else:
            return None
    return frozenset(parts)
