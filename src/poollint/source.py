"""From bytes to a parsed source: decoding, the libcst tree, and the span of each node.

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
from contextlib import contextmanager

import libcst as cst
from libcst._nodes.internal import CodegenState

from poollint.finding import Location, Span

MAX_DEPTH = 400
"""Nesting beyond which a text is refused; libcst 1.9.0's native parser dies near 5,000 (Python 3.11)."""

_RECURSION_LIMIT = 12_000
_NEWLINE = re.compile(r"\r\n?|\n")


class SourceError(Exception):
    """A text that cannot be read or parsed; `row` and `column` are 1-based."""

    def __init__(self, message: str, row: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.row = row
        self.column = column


class Source:
    """A parsed text: `text`, `filename`, `module` (libcst) and the place of each node."""

    def __init__(
        self, text: str, filename: str, module: cst.Module, offsets: dict[cst.CSTNode, tuple[int, int]]
    ):
        self.text = text
        self.filename = filename
        self.module = module
        self._offsets = offsets
        self._line_starts = [0] + [match.end() for match in _NEWLINE.finditer(text)]

    def offsets(self, node: cst.CSTNode) -> tuple[int, int]:
        """The half-open code point range of `node`, without the white space around it."""
        return self._offsets[node]

    def span(self, node: cst.CSTNode) -> Span:
        """The span of `node`."""
        start, end = self._offsets[node]
        return Span(self.location(start), self.location(end))

    def location(self, offset: int) -> Location:
        """The row and column of a code point offset."""
        row = bisect.bisect_right(self._line_starts, offset)
        return Location(row, offset - self._line_starts[row - 1] + 1)

    def code(self, node: cst.CSTNode) -> str:
        """The text of `node` as written."""
        start, end = self._offsets[node]
        return self.text[start:end]


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


def parse(text: str, filename: str) -> Source:
    """Parse `text`; raises SourceError where it is no Python or too deeply nested to parse safely."""
    if "\0" in text:
        raise SourceError("the file contains a NUL byte", text[: text.index("\0")].count("\n") + 1)
    text = text.removeprefix("\ufeff")
    # libcst does not keep lone carriage returns; the replacement has the same length.
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    tree: ast.AST | None = None
    with deep_recursion():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
        except SyntaxError as error:
            # The running Python may be older than the text: libcst knows the newer syntax.
            _refuse_deep_text(text)
            stdlib_error: SyntaxError | None = error
        except (RecursionError, MemoryError, ValueError) as error:
            raise SourceError(f"too deeply nested to parse ({type(error).__name__})") from None
        else:
            stdlib_error = None
            _refuse_deep_tree(tree)
        try:
            module = cst.parse_module(text)
            state = _SpanState(default_indent=module.default_indent, default_newline=module.default_newline)
            module._codegen(state)
        except cst.ParserSyntaxError as error:
            raise _syntax_error(error, stdlib_error) from None
        except RecursionError:
            raise SourceError("too deeply nested to parse") from None
        except Exception as error:
            raise SourceError(f"cannot parse: {type(error).__name__}: {error}") from None
    return Source(text, filename, module, state.offsets)


def _syntax_error(error: cst.ParserSyntaxError, stdlib_error: SyntaxError | None) -> SourceError:
    if stdlib_error is not None:
        message = stdlib_error.msg or "invalid syntax"
        return SourceError(f"syntax error: {message}", stdlib_error.lineno or 1, stdlib_error.offset or 1)
    return SourceError("syntax error", error.raw_line, error.raw_column + 1)


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for walks over trees of MAX_DEPTH levels, several frames a level."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)


def _refuse_deep_tree(tree: ast.AST) -> None:
    """Raise SourceError where libcst would nest deeper than MAX_DEPTH (it nests `or` chains)."""
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        if isinstance(node, ast.BoolOp):
            depth += len(node.values)
        depth += 1
        if depth > MAX_DEPTH:
            row = getattr(node, "lineno", 1)
            raise SourceError(f"too deeply nested to parse safely (more than {MAX_DEPTH} levels)", row)
        for child in ast.iter_child_nodes(node):
            stack.append((child, depth))


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


class _SpanState(CodegenState):
    """Records the start and end offset of each node while libcst writes the module out.

    It leans on libcst's private code generation protocol (1.9.0: `before_codegen`, `after_codegen`,
    `record_syntactic_position`); `tests/test_source.py` holds it against `PositionProvider`.
    """

    def __init__(self, default_indent: str, default_newline: str) -> None:
        super().__init__(default_indent=default_indent, default_newline=default_newline)
        self.offset = 0
        self.offsets: dict[cst.CSTNode, tuple[int, int]] = {}
        self._starts: list[int] = []

    def add_indent_tokens(self) -> None:
        for token in self.indent_tokens:
            self.offset += len(token)

    def add_token(self, value: str) -> None:
        self.offset += len(value)

    def pop_trailing_newline(self) -> None:
        pass

    def before_codegen(self, node: cst.CSTNode) -> None:
        self._starts.append(self.offset)

    def after_codegen(self, node: cst.CSTNode) -> None:
        start = self._starts.pop()
        if node not in self.offsets:
            self.offsets[node] = (start, self.offset)

    @contextmanager
    def record_syntactic_position(
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> Iterator[None]:
        start = self.offset
        yield
        first = start if start_node is None else self.offsets[start_node][0]
        last = self.offset if end_node is None else self.offsets[end_node][1]
        self.offsets[node] = (first, last)
