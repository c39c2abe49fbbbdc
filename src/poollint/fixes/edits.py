"""Text edits: replace stretches of a text, byte for byte the same outside of them.

Invariant: the edits of one repair don't overlap. Of two insertions at one place the first given comes first.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from poollint.finding import Edit, Location, Span

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class TextEdit:
    """Replace the code points from `start` up to `end` by `content`."""

    start: int
    end: int
    content: str


class Rows:
    """The physical lines of a text: their offsets, with and without their ends. Rows are 1-based."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0] + [match.end() for match in _LINE_END.finditer(text)]

    @property
    def last(self) -> int:
        """The number of the last row."""
        return len(self._starts)

    def row(self, offset: int) -> int:
        """The row in which an offset lies."""
        return bisect.bisect_right(self._starts, offset)

    def start(self, row: int) -> int:
        """The offset of the first character of a row; that of the text's end for the row behind the last."""
        return self._starts[row - 1] if row <= self.last else len(self.text)

    def end(self, row: int) -> int:
        """The offset behind a row and its line end."""
        return self.start(row + 1)

    def line(self, row: int) -> str:
        """A row without its line end."""
        return self.text[self.start(row) : self.end(row)].rstrip("\r\n")

    def ending(self, row: int) -> str:
        """The line end of a row; empty on a last row that has none."""
        whole = self.text[self.start(row) : self.end(row)]
        return whole[len(whole.rstrip("\r\n")) :]

    def cut(self, first: int, last: int) -> TextEdit:
        """Take rows out, which others follow."""
        return TextEdit(self.start(first), self.end(last), "")

    def location(self, offset: int) -> Location:
        row = self.row(offset)
        return Location(row, offset - self.start(row) + 1)

    def offset(self, location: Location) -> int:
        return self.start(location.row) + location.column - 1


def outside(edits: Iterable[TextEdit], gone: Sequence[TextEdit]) -> list[TextEdit]:
    """The edits without those of rows that go away."""
    return [
        edit
        for edit in edits
        if not any(one.start <= edit.start < one.end and one.content != "pass" for one in gone)
    ]


def in_order(edits: Iterable[TextEdit]) -> list[TextEdit]:
    """The edits by place; ValueError where two of them overlap.

    The last row of a text without a final line end goes with the line end above it. What is put there in its
    place becomes the last row.
    """
    ordered: list[TextEdit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if ordered and edit.start < ordered[-1].end:
            before = ordered[-1]
            words = edit.content.rstrip("\r\n")
            if before.content or edit.start != edit.end or words == edit.content:
                raise ValueError("edits overlap")
            edit = TextEdit(before.start, before.end, edit.content[len(words) :] + words)
            ordered.pop()
        ordered.append(edit)
    return ordered


def apply(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with all edits made."""
    pieces: list[str] = []
    place = 0
    for edit in in_order(edits):
        pieces += [text[place : edit.start], edit.content]
        place = edit.end
    pieces.append(text[place:])
    return "".join(pieces)


def as_finding_edits(text: str, edits: Sequence[TextEdit]) -> tuple[Edit, ...]:
    """The edits in rows and columns, as a finding carries them."""
    rows = Rows(text)
    return tuple(
        Edit(Span(rows.location(edit.start), rows.location(edit.end)), edit.content)
        for edit in in_order(edits)
    )


def as_text_edits(text: str, edits: Sequence[Edit]) -> tuple[TextEdit, ...]:
    """And back again."""
    rows = Rows(text)
    return tuple(
        TextEdit(rows.offset(edit.span.start), rows.offset(edit.span.end), edit.content) for edit in edits
    )
