"""A tree of the standard library for a text in newer syntax than the running Python's.

Mostly that is an alias or a parameter of types, and the text can be parsed without (`in_older_syntax`). What
is left is made from libcst's tree (`salvage`), which takes many times as long: the outline that
`poollint.module` reads, with all statements that the running Python can parse by themselves.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Callable, Sequence

import libcst as cst

from poollint.fragment import Fragment

_PARAMETERS = r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]"
_ALIAS = re.compile(rf"^([ \t]*)type [^\W\d]\w*({_PARAMETERS})? =(?!=)", re.MULTILINE)
_GENERIC = re.compile(rf"^([ \t]*(?:class|(?:async )?def) \w+)({_PARAMETERS})(?=[ \t]*[(:])", re.MULTILINE)


def in_older_syntax(text: str) -> str:
    """The text as before Python 3.12, in the same rows: no parameters of types, aliases as variables."""

    def rows(match: re.Match[str]) -> str:
        return "\\\n" * (match[2] or "").count("\n")

    text = _ALIAS.sub(lambda match: f"{match[1]}__type__ {rows(match)}=", text)
    return _GENERIC.sub(lambda match: f"{match[1]}{rows(match)}", text)


def salvage(whole: Fragment, row: Callable[[int], int]) -> ast.Module:
    """The outline of `whole`; `row` gives the 1-based row of an offset."""
    return ast.Module(_Salvage(whole, row).statements(whole.module.body), [])


class _Salvage:
    def __init__(self, whole: Fragment, row: Callable[[int], int]) -> None:
        self.whole = whole
        self.row = row

    def statements(self, body: Sequence[cst.CSTNode]) -> list[ast.stmt]:
        found: list[ast.stmt] = []
        for node in body:
            found.extend(self._statement(node))
        return found

    def _statement(self, node: cst.CSTNode) -> list[ast.stmt]:
        start, end = self.whole.offsets(node)
        text = self.whole.text
        line_start = text.rfind("\n", 0, start) + 1
        first = self.row(start)
        try:
            # Columns are those of the dedented text: nothing but rows is asked of what is salvaged.
            parsed = ast.parse(textwrap.dedent(text[line_start:end])).body
        except (SyntaxError, ValueError):
            if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
                return [self._definition(node, first, self.row(max(start, end - 1)))]
            return []
        for statement in parsed:
            ast.increment_lineno(statement, first - 1)
        return parsed

    def _definition(self, node: cst.FunctionDef | cst.ClassDef, first: int, last: int) -> ast.stmt:
        """A definition of which the running Python can't parse some part."""
        body = self.statements(node.body.body) or [ast.Pass(lineno=first, col_offset=0)]
        places = {"lineno": first, "col_offset": 0, "end_lineno": last, "end_col_offset": 0}
        if isinstance(node, cst.ClassDef):
            bases = [name for base in node.bases if (name := self._expression(base.value)) is not None]
            return ast.ClassDef(
                name=node.name.value, bases=bases, keywords=[], body=body, decorator_list=[], **places
            )
        kind = ast.FunctionDef if node.asynchronous is None else ast.AsyncFunctionDef
        try:
            header = ast.parse(f"def f({self.whole.code(node.params)}): pass").body[0]
        except (SyntaxError, KeyError):
            header = ast.parse("def f(): pass").body[0]
        assert isinstance(header, ast.FunctionDef)
        return kind(
            name=node.name.value,
            args=header.args,
            body=body,
            decorator_list=[],
            returns=None,
            type_comment=None,
            **places,
        )

    def _expression(self, node: cst.BaseExpression) -> ast.expr | None:
        try:
            return ast.parse(self.whole.code(node), mode="eval").body
        except SyntaxError:
            return None
