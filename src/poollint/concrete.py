"""A text as libcst sees it, with the place of each node: what fixes are made on.

Parsing with libcst costs many times what the standard library's parser does, so it is done where there is
something to repair. The text must have passed the guards of `poollint.source` before.
"""

from __future__ import annotations

import libcst as cst
from libcst._nodes.internal import CodegenState


class Concrete:
    """The libcst `module` of a text. Offsets are code points."""

    def __init__(self, text: str) -> None:
        """Parse `text`. Raises libcst's ParserSyntaxError and RecursionError."""
        self.text = text
        self.module = cst.parse_module(text)
        state = _SpanState(
            default_indent=self.module.default_indent, default_newline=self.module.default_newline
        )
        self.module._codegen(state)
        self._offsets = state.offsets

    def offsets(self, node: cst.CSTNode) -> tuple[int, int]:
        """The half-open range of `node` in the text, without the white space around it."""
        return self._offsets[id(node)]

    def code(self, node: cst.CSTNode) -> str:
        """The text of `node` as written."""
        start, end = self.offsets(node)
        return self.text[start:end]


class _SpanState(CodegenState):
    """Records the start and end offset of each node while libcst writes the module out.

    Nodes are told by `id`: they live as long as the module, and their own hash costs more than the rest.

    It leans on libcst's private code generation protocol (1.9.0: `before_codegen`, `after_codegen`,
    `record_syntactic_position`); `tests/test_source.py` holds it against `PositionProvider`.
    """

    def __init__(self, default_indent: str, default_newline: str) -> None:
        super().__init__(default_indent=default_indent, default_newline=default_newline)
        self.offset = 0
        self.offsets: dict[int, tuple[int, int]] = {}
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
        if id(node) not in self.offsets:
            self.offsets[id(node)] = (start, self.offset)

    def record_syntactic_position(  # type: ignore[override]
        self,
        node: cst.CSTNode,
        *,
        start_node: cst.CSTNode | None = None,
        end_node: cst.CSTNode | None = None,
    ) -> _Recorded:
        return _Recorded(self, node, start_node, end_node)


class _Recorded:
    """Notes where a node begins and ends; a generator for each node would be several times as slow."""

    __slots__ = ("_end_node", "_node", "_start", "_start_node", "_state")

    def __init__(
        self,
        state: _SpanState,
        node: cst.CSTNode,
        start_node: cst.CSTNode | None,
        end_node: cst.CSTNode | None,
    ) -> None:
        self._state, self._node = state, node
        self._start_node, self._end_node = start_node, end_node
        self._start = state.offset

    def __enter__(self) -> None:
        pass

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is not None:
            return  # the nodes within may have no place yet, and an interrupt must not become a KeyError
        state, before, behind = self._state, self._start_node, self._end_node
        first = self._start if before is None else state.offsets[id(before)][0]
        last = state.offset if behind is None else state.offsets[id(behind)][1]
        state.offsets[id(self._node)] = (first, last)
