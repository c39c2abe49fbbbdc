"""The parts of a node against `CSTNode.children`, which names the same in the same order, and white space."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import libcst as cst

from poollint.fixes.nodes import children

_BLANK = (
    cst.BaseParenthesizableWhitespace,
    cst.EmptyLine,
    cst.TrailingWhitespace,
    cst.Newline,
    cst.Comment,
)
_TEXTS = (
    *(path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("test_[fl]*.py"))),
    "match a:\n"
    "    case [1, *rest] | {'k': (x), **more} if x: pass\n"
    "    case C(1, b=None) as c: x = y; del y\n"
    "    case [*_]: pass  # a\n",
    "def f[T: int, *Ts, **P](a, /, b: int = 1, *c, d=2, **e) -> int: return a[1:2:3, ...]\n",
    "type A[T] = list[T]\n",
    "try: pass\nexcept* (A, B) as e: raise X from e\nelse: pass\nfinally: pass\n",
    "async def f():\n    async with (a as b, c): await d\n    return [x async for x in y if z]\n",
    "x = (yield from a) if not b else lambda *, k=1: -1j\nglobal q\nf'{x!r:>{w}} ' f'b' 'c'\n",
)


def _every(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    yield node
    for child in node.children:
        yield from _every(child)


def test_the_parts_are_the_children_without_white_space() -> None:
    kinds = set()
    for text in _TEXTS:
        for node in _every(cst.parse_module(text)):
            if isinstance(node, _BLANK):
                continue
            kinds.add(type(node))
            wanted = [child for child in node.children if not isinstance(child, _BLANK)]
            assert [id(part) for part in children(node)] == [id(part) for part in wanted], type(node).__name__
    assert len(kinds) > 100
