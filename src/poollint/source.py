"""From bytes to a parsed source: decoding, guards, the standard library's tree, and libcst's where needed.

Invariant: hostile input never reaches libcst's native parser (deep nesting takes the whole process
down there), so a text passes the standard library's parser and a depth check first.
"""

from __future__ import annotations

import ast
import bisect
import codecs
import io
import re
import sys
import tokenize
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING

from poollint.effort import MOST_PARSED
from poollint.finding import Location, Span
from poollint.salvage import Formatting, in_older_syntax, without_new_strings
from poollint.stages import staged

if TYPE_CHECKING:
    import libcst as cst

    from poollint.concrete import Concrete

MAX_DEPTH = 400
"""Nesting beyond which a text is refused; libcst 1.9.0's native parser dies near 5,000 (Python 3.11)."""

_RECURSION_LIMIT = 12_000
_SIMPLE = (ast.Expr, ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Return, ast.Raise, ast.Assert, ast.Delete)
_COMPOUND = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.With,
    ast.AsyncWith,
    ast.Try,
    ast.ExceptHandler,
)
_MARK = re.compile(r"#[^\n]*|[^\s\\]")
_NEWLINE = re.compile(r"\r\n?|\n")


class SourceError(Exception):
    """A text that cannot be read or parsed; `row` and `column` are 1-based."""

    def __init__(self, message: str, row: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.row = row
        self.column = column


class Source:
    """A text that could be parsed: `tree` is the standard library's; libcst's is made where it is needed."""

    def __init__(self, text: str, filename: str, tree: ast.Module) -> None:
        self.text = text
        self.filename = filename
        self.tree = tree
        self._line_starts = [0] + [match.end() for match in _NEWLINE.finditer(text)]

    def location(self, offset: int) -> Location:
        """The row and column of a code point offset."""
        row = bisect.bisect_right(self._line_starts, offset)
        return Location(row, offset - self._line_starts[row - 1] + 1)

    def lines(self, node: ast.stmt) -> str:
        """The lines on which a statement of `tree` stands, without its decorators."""
        return self.text[self._line_starts[node.lineno - 1] : self._line_end(node)]

    def size(self, node: ast.stmt) -> int:
        """The code points of the lines on which a statement stands."""
        return self._line_end(node) - self._line_starts[node.lineno - 1]

    def size_of_head(self, node: ast.stmt | ast.ExceptHandler) -> int:
        """The code points of the lines before the first statement inside a compound one."""
        first: int = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
        inside: list[ast.stmt] = getattr(node, "body", [])
        behind = inside[0].lineno if inside and inside[0].lineno > node.lineno else None
        end: int = self._line_end(node) if behind is None else self._line_starts[behind - 1]
        return end - self._line_starts[first - 1]

    def _line_end(self, node: ast.stmt | ast.ExceptHandler) -> int:
        last = node.end_lineno or node.lineno
        return self._line_starts[last] if last < len(self._line_starts) else len(self.text)

    def range_of(self, node: ast.AST) -> tuple[int, int]:
        """The half-open code point range of a node of `tree`, without parentheses around it."""
        start, end = self.whole_of(node)
        if not isinstance(node, (ast.Tuple, ast.GeneratorExp)) or not self.is_in_parentheses(node):
            return start, end
        if isinstance(node, ast.Tuple):
            if not node.elts:
                return start + 1, end - 1
            first, last = node.elts[0], node.elts[-1]
        else:
            loop = node.generators[-1]
            first, last = node.elt, loop.ifs[-1] if loop.ifs else loop.iter
        outer, inside = self.whole_of(first)[0], self.whole_of(last)[1]
        start = next((at for at, _ in self._marks(start + 1, outer)), outer)
        return start, max([inside, *(at + 1 for at, _ in self._marks(inside, end - 1))])

    def whole_of(self, node: ast.AST) -> tuple[int, int]:
        """The range of a node of `tree` as the standard library has it: a tuple has its parentheses."""
        start = self._offset(node.lineno, node.col_offset)  # type: ignore[attr-defined]
        return start, self._offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]

    def _marks(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """The brackets and commas between two nodes, with their places."""
        for match in _MARK.finditer(self.text, start, end):
            if match[0][0] != "#":
                yield match.start(), match[0]

    def text_of(self, node: ast.AST) -> str:
        """The text of a node of `tree` as written."""
        start, end = self.range_of(node)
        return self.text[start:end]

    def expression_at(self, start: int, end: int) -> ast.expr | None:
        """The expression that a part of the text is, with its places in the whole; None if it is none."""
        try:
            node = ast.parse(f"({self.text[start:end]})", mode="eval").body
        except (SyntaxError, ValueError):
            return None
        row = bisect.bisect_right(self._line_starts, start)
        column = len(self.text[self._line_starts[row - 1] : start].encode()) - 1
        for part in ast.walk(node):
            if isinstance(part, (ast.expr, ast.keyword, ast.arg)):
                part.col_offset += column if part.lineno == 1 else 0
                part.end_col_offset = (part.end_col_offset or 0) + (column if part.end_lineno == 1 else 0)
                part.lineno += row - 1
                part.end_lineno = (part.end_lineno or 1) + row - 1
        return node

    def _offset(self, row: int, column: int) -> int:
        """The code point offset of a place that the standard library gives in bytes of UTF-8."""
        start = self._line_starts[row - 1]
        if self._is_ascii:
            return start + column
        line = self.text[start : start + column]
        return start + (column if line.isascii() else len(line.encode()[:column].decode(errors="ignore")))

    @cached_property
    def _is_ascii(self) -> bool:
        return self.text.isascii()

    def is_in_parentheses(self, node: ast.Tuple | ast.GeneratorExp) -> bool:
        """Whether the range of a node begins with a parenthesis of its own, and not of its first part."""
        start = self._offset(node.lineno, node.col_offset)
        if self.text[start] != "(":
            return False
        first = node.elts[0] if isinstance(node, ast.Tuple) and node.elts else None
        if first is None:
            return True
        inner, behind = self.whole_of(first)
        opened = sum(mark == "(" for _, mark in self._marks(start, inner))
        closed = 0
        for _, mark in self._marks(behind, len(self.text)):
            if mark != ")":
                break
            closed += 1
        return opened > closed

    @cached_property
    def whole(self) -> Concrete:
        """The whole text as libcst sees it. Raises SourceError."""
        return self._parsed()

    @staged("parse with libcst")
    def _parsed(self) -> Concrete:
        import libcst as cst

        from poollint.concrete import Concrete

        self.refuse_large(0, len(self.text))
        with deep_recursion():
            try:
                return Concrete(self.text)
            except cst.ParserSyntaxError as error:
                raise SourceError("syntax error", error.raw_line, error.raw_column + 1) from None
            except RecursionError:
                raise SourceError("too deeply nested to parse") from None
            except Exception as error:
                raise SourceError(f"cannot parse: {type(error).__name__}: {error}") from None

    def refuse_large(self, start: int, end: int) -> None:
        """Raise SourceError for a part that takes too long, or too much memory, to be looked into."""
        if end - start > MOST_PARSED:
            size, most = (
                f"{count / 1_000_000:.1f}".removesuffix(".0") for count in (end - start, MOST_PARSED)
            )
            what = f"too large to be parsed: {size} million characters, {most} million at most"
            raise SourceError(what, self.location(start).row)

    # The whole text, in terms of libcst

    @property
    def module(self) -> cst.Module:
        return self.whole.module

    def offsets(self, node: cst.CSTNode) -> tuple[int, int]:
        """The half-open code point range of `node`, without the white space around it."""
        return self.whole.offsets(node)

    def span(self, node: cst.CSTNode) -> Span:
        """The span of `node`."""
        start, end = self.whole.offsets(node)
        return Span(self.location(start), self.location(end))

    def code(self, node: cst.CSTNode) -> str:
        """The text of `node` as written."""
        return self.whole.code(node)


def decode(data: bytes) -> str:
    """Decode by byte order mark and PEP 263 cookie.

    Raises SourceError where the bytes are not text in that encoding or hold NUL.
    """
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise SourceError("the file contains a NUL byte", line)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except (SyntaxError, LookupError) as error:
        raise SourceError(f"cannot decode: {error}") from None
    try:
        text = codecs.decode(data, encoding)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise SourceError(f"cannot decode as {encoding}: byte 0x{data[error.start]:02x}", row) from None
    except (LookupError, ValueError) as error:
        raise SourceError(f"cannot decode: {error}") from None
    if not isinstance(text, str):
        raise SourceError(f"cannot decode: {encoding} is not a text encoding")
    return text


@staged("parse with the standard library")
def parse(text: str, filename: str) -> Source:
    """Parse `text`; raises SourceError where it is no Python or too deeply nested to parse safely."""
    if "\0" in text:
        raise SourceError("the file contains a NUL byte", text[: text.index("\0")].count("\n") + 1)
    text = text.removeprefix("\ufeff")
    # libcst does not keep lone carriage returns; the replacement has the same length.
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    with deep_recursion(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            # The running Python may be older than the text.
            _refuse_deep_text(text)
            tree = _salvaged(text, error)
        except (RecursionError, MemoryError, ValueError) as error:
            raise SourceError(f"too deeply nested to parse ({type(error).__name__})") from None
    source = Source(text, filename, tree)
    _refuse_deep_tree(source)
    return source


def _salvaged(text: str, error: SyntaxError) -> ast.Module:
    """The tree of a text that the running Python can't parse as it is. Raises SourceError."""
    older = in_older_syntax(text)
    with suppress(SyntaxError, RecursionError, MemoryError, ValueError):
        return ast.parse(older)
    plain, starts = without_new_strings(older)
    try:
        tree = ast.parse(plain)
    except (SyntaxError, RecursionError, MemoryError, ValueError):
        message = f"syntax error: {error.msg or 'invalid syntax'}"
        raise SourceError(message, error.lineno or 1, error.offset or 1) from None
    lines = [0] + [match.end() for match in _NEWLINE.finditer(text)]
    rows = [bisect.bisect_right(lines, start) for start in starts]
    places = {
        (row, len(text[lines[row - 1] : start].encode())) for row, start in zip(rows, starts, strict=True)
    }
    return Formatting(places).visit(tree)  # type: ignore[no-any-return]


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for walks over trees of MAX_DEPTH levels, several frames a level."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _refuse_deep_tree(source: Source) -> None:
    """Raise SourceError where libcst would nest deeper than MAX_DEPTH (it nests `or` chains)."""
    stack: list[tuple[ast.AST, int]] = [(source.tree, 0)]
    while stack:
        node, depth = stack.pop()
        # Every level takes a character at least: what is short needs no look.
        if isinstance(node, _SIMPLE) and depth + source.size(node) < MAX_DEPTH:
            continue
        if isinstance(node, _COMPOUND) and depth + source.size_of_head(node) < MAX_DEPTH:
            parts = (getattr(node, name, ()) for name in ("body", "handlers", "orelse", "finalbody"))
            stack.extend((part, depth + 1) for several in parts for part in several)
            continue
        if isinstance(node, ast.BoolOp):
            depth += len(node.values)
        depth += 1
        if depth > MAX_DEPTH:
            row = getattr(node, "lineno", 1)
            raise SourceError(f"too deeply nested to parse safely (more than {MAX_DEPTH} levels)", row)
        for value in node.__dict__.values():  # three times as fast as `ast.iter_child_nodes`
            if value.__class__ is list:
                stack.extend((child, depth) for child in value if isinstance(child, ast.AST))
            elif isinstance(value, ast.AST) and value._fields:
                stack.append((value, depth))


def _refuse_deep_text(text: str) -> None:
    """The same for a text that the running Python cannot parse: by brackets and by words alone."""
    depth = 0
    for row, line in enumerate(text.split("\n"), 1):
        for character in line:
            if character in "([{":
                depth += 1
                if depth > MAX_DEPTH:
                    raise SourceError(
                        f"too deeply nested to parse safely (more than {MAX_DEPTH} levels)", row
                    )
            elif character in ")]}":
                depth = max(0, depth - 1)
    for word in ("elif ", " or ", " and ", "+", "."):
        for paragraph in text.split("\n\n"):
            if paragraph.count(word) > 4 * MAX_DEPTH:
                raise SourceError("syntax error in a text too deeply nested to parse safely")
