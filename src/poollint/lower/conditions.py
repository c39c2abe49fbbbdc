"""Lowering of conditions: short-circuit evaluation, and the atoms that can be remembered."""

from __future__ import annotations

from abc import ABC, abstractmethod

import libcst as cst

from poollint.ir import Atom, Operand
from poollint.lower.builder import Builder, Dangling

_UNKNOWN = Atom("unknown")
_CALLS = (cst.Call, cst.Await)
_STATE_CALLS = frozenset({"is_alive", "done", "finished"})


class Conditions(Builder, ABC):
    """Mixin: `condition` evaluates an expression for its truth."""

    @abstractmethod
    def expression(self, node: cst.BaseExpression, flags: frozenset[str] = frozenset()) -> Operand:
        """Evaluate `node`; `Expressions` does it."""

    def condition(self, node: cst.BaseExpression) -> tuple[Dangling, Dangling]:
        """Evaluate `node`; returns the dangling edges on which it is true and false."""
        if isinstance(node, cst.BooleanOperation):
            yes, no = self.condition(node.left)
            if isinstance(node.operator, cst.And):
                self.current = yes
                right_yes, right_no = self.condition(node.right)
                return right_yes, no + right_no
            self.current = no
            right_yes, right_no = self.condition(node.right)
            return yes + right_yes, right_no
        if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not):
            yes, no = self.condition(node.expression)
            return no, yes
        if isinstance(node, cst.Name) and node.value in ("True", "False"):
            here = self.current
            return (here, []) if node.value == "True" else ([], here)
        before, self.flags = self.flags, self.flags | {"condition"}
        atom = self._atom(node)
        self.flags = before
        branch = self.emit("branch", node)
        branch.atom = atom
        if atom.negated:
            branch.atom = Atom(atom.kind, atom.path, atom.text, atom.parts)
            return [(branch, 1)], [(branch, 0)]
        return [(branch, 0)], [(branch, 1)]

    def _atom(self, node: cst.BaseExpression) -> Atom:
        """Evaluate `node` and name what its truth says."""
        if isinstance(node, cst.Comparison) and len(node.comparisons) == 1:
            operator = node.comparisons[0].operator
            right = node.comparisons[0].comparator
            if isinstance(operator, (cst.Is, cst.IsNot)) and _is_none(right):
                path = self.expression(node.left)
                return Atom("none", path, negated=isinstance(operator, cst.IsNot)) if path else _UNKNOWN
            negated = isinstance(operator, (cst.NotEqual, cst.NotIn, cst.IsNot))
            self.expression(node)
            parts = pure_parts(node)
            if parts is None:
                return _UNKNOWN
            sign = type(operator).__name__.removeprefix("Not")
            literal = repr(right.evaluated_value) if isinstance(right, cst.SimpleString) else None
            text = f"{self.source.code(node.left)} {sign} {literal or self.source.code(right)}"
            return Atom(
                "text", None, text.replace("NotEqual", "Equal").replace("IsNot", "Is"), parts, negated
            )
        if (
            isinstance(node, cst.Call)
            and not node.args
            and isinstance(node.func, cst.Attribute)
            and node.func.attr.value in _STATE_CALLS
        ):
            receiver = self.expression(node.func.value)
            self.emit("use", node, src=receiver, how=f"attr:{node.func.attr.value}")
            return Atom("call", receiver, node.func.attr.value) if receiver else _UNKNOWN
        operand = self.expression(node)
        if operand is None or operand.startswith("%"):
            parts = pure_parts(node)
            if parts:
                return Atom("text", None, self.source.code(node), parts)
            return Atom("truth", operand) if operand and isinstance(node, _CALLS) else _UNKNOWN
        if operand.startswith("="):
            return _UNKNOWN
        return Atom("truth", operand)


def _is_none(node: cst.BaseExpression) -> bool:
    return isinstance(node, cst.Name) and node.value == "None"


def pure_parts(node: cst.CSTNode) -> frozenset[str] | None:
    """The names that a side-effect free expression reads; None where it may call something."""
    parts: set[str] = set()
    stack: list[cst.CSTNode] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, cst.Name):
            parts.add(part.value)
        elif isinstance(part, cst.Attribute):
            stack.append(part.value)
        elif isinstance(
            part,
            (
                cst.Comparison,
                cst.ComparisonTarget,
                cst.BooleanOperation,
                cst.UnaryOperation,
                cst.BinaryOperation,
                cst.Subscript,
                cst.SubscriptElement,
                cst.Index,
                cst.Tuple,
                cst.Element,
            ),
        ):
            stack.extend(child for child in part.children if isinstance(child, _READ))
        elif isinstance(part, (cst.SimpleString, cst.Integer, cst.Float)):
            continue
        else:
            return None
    return frozenset(parts)


_READ = (cst.BaseExpression, cst.ComparisonTarget, cst.SubscriptElement, cst.Index, cst.Element)
