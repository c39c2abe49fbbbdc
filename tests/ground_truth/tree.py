"""Program text as a tree of lines and indented blocks, so that statements can be moved about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

# a line, or the line that opens a block and the block
Node: TypeAlias = "str | tuple[str, Block]"
Block: TypeAlias = "list[Node]"


def render(block: Block, depth: int = 0) -> list[str]:
    """The lines of a block; an empty one becomes `pass`."""
    lines: list[str] = []
    for node in block or ["pass"]:
        if isinstance(node, str):
            lines.append("    " * depth + node if node else "")
        else:
            lines.append("    " * depth + node[0])
            lines.extend(render(node[1], depth + 1))
    return lines


def blocks(block: Block, functions: bool = True) -> Iterator[Block]:
    """The block and all blocks in it, outer ones first; on demand without the bodies of nested functions."""
    yield block
    for node in block:
        if isinstance(node, tuple) and (functions or not node[0].startswith(("def ", "async def "))):
            yield from blocks(node[1], functions)


def find(block: Block, lines: set[str]) -> list[tuple[Block, int]]:
    """The places of the given statements: the block that holds each, and the index in it."""
    return [
        (inner, i)
        for inner in blocks(block)
        for i, node in enumerate(inner)
        if isinstance(node, str) and node in lines
    ]


def insertable(block: Block) -> list[int]:
    """The indices of a block at which a statement can go: not between the parts of one compound statement."""
    parts = ("else:", "elif ", "except", "finally:")
    return [
        i
        for i in range(len(block) + 1)
        if i == len(block) or not (isinstance(block[i], tuple) and block[i][0].startswith(parts))
    ]
