"""A text in newer syntax than the running Python's, rewritten in place so that it can be parsed.

Each character keeps its row and its column: parameters of types become spaces, an alias a variable, what
can't be formatted yet a plain string. The lowering reads the fields of formatted strings from the text.
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left

from poollint.formatted import literals

_PARAMETERS = r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]"
_ALIAS = re.compile(rf"^([ \t]*type) ([^\W\d]\w*)({_PARAMETERS})?(?= =(?!=))", re.MULTILINE)
_GENERIC = re.compile(rf"^([ \t]*(?:class|(?:async )?def) \w+)({_PARAMETERS})(?=[ \t]*[(:])", re.MULTILINE)
_GROUP = re.compile(r"^([ \t]*except)\*", re.MULTILINE)
_SEVERAL = re.compile(r"^([ \t]*except) ([\w.]+), ([\w.]+(?:, [\w.]+)*)(?=:)", re.MULTILINE)


def in_older_syntax(text: str) -> str:
    """The text as before Python 3.12: no parameters of types, aliases as variables."""
    text = _ALIAS.sub(lambda match: f"{match[1]}_{match[2]}{_blank(match[3] or '')}", text)
    return _GENERIC.sub(lambda match: f"{match[1]}{_blank(match[2])}", text)


def without_new_strings(text: str) -> tuple[str, list[int]]:
    """The text with plain strings for the formatted ones, and where these begin; older handlers as well."""
    text = _GROUP.sub(r"\1 ", text)
    text = _SEVERAL.sub(r"\1(\2,\3)", text)
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for literal in literals(text, 0, len(text)):
        if literal.fields is not None:
            starts.append(literal.start)
            parts += [text[at : literal.start], _plain(text[literal.start : literal.end], literal.quote)]
            at = literal.end
    return "".join([*parts, text[at:]]), starts


class Formatting(ast.NodeTransformer):
    """Makes formatted strings of the plain ones that stand for them: where one of `starts` is inside."""

    def __init__(self, starts: set[tuple[int, int]]) -> None:
        self._starts = sorted(starts)

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        begin, end = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
        first = bisect_left(self._starts, begin)
        if isinstance(node.value, str) and any(start < end for start in self._starts[first : first + 1]):
            return ast.copy_location(ast.JoinedStr([]), node)
        return node


def _blank(text: str) -> str:
    """As many spaces; a line end needs a backslash before it."""
    return re.sub(r"[^\n](?=\n)", r"\\", re.sub(r"[^\n]", " ", text))


def _plain(text: str, quote: str) -> str:
    """A plain string of the same length and rows, which begins where the prefix did."""
    inner = re.sub(r"[\\'\"]", "x", text[len(quote) : len(text) - len(quote)])
    if len(quote) == 1:
        inner = re.sub(r"[^\n](?=\n)", r"\\", inner)
    return f"{quote}{inner}{quote}"
