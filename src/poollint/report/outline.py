"""Which function a line belongs to, so that a step in another one gets a frame of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from poollint.suppress import split_lines


@dataclass(frozen=True)
class Function:
    """An outermost function or method: its name and the rows from `def` to its end."""

    name: str
    first: int
    last: int


class Outline:
    """The lines of a text and its outermost functions; a text that doesn't parse here has none."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.lines = tuple(split_lines(text))

    def function_at(self, row: int) -> Function | None:
        """The outermost function that the row lies in."""
        return next(
            (function for function in self._functions if function.first <= row <= function.last), None
        )

    @cached_property
    def _functions(self) -> tuple[Function, ...]:
        import ast
        import warnings

        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse("\n".join(self.lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ()
        found: list[Function] = []
        pending: list[ast.AST] = [tree]
        while pending:
            node = pending.pop()
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.append(Function(node.name, node.lineno, node.end_lineno or node.lineno))
            elif not isinstance(node, ast.expr):
                pending.extend(ast.iter_child_nodes(node))
        return tuple(found)
