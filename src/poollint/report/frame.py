"""One frame of a picture: source lines with numbers, and labels under the places that they speak of.

A line that is wider than the terminal is cut round the label's place; labels too far apart to be seen in one
cut get a copy of the line each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from poollint.finding import Span
from poollint.report.paint import Paint
from poollint.report.text import cells, visible, width_of

_CUT = "…"
_LEAST_WIDTH = 40


@dataclass(frozen=True)
class Label:
    """A place and what to say about it."""

    span: Span
    text: str
    primary: bool = False


@dataclass(frozen=True)
class _Window:
    """The characters of a line that are shown: from `first` up to, not including, `last`."""

    first: int
    last: int


class Frame:
    """Draws the labelled lines of one file; `lines` is empty where its text is not at hand."""

    def __init__(
        self, filename: str, lines: Sequence[str], labels: Sequence[Label], width: int, paint: Paint
    ) -> None:
        self._filename = filename
        self._lines = lines
        self._labels = labels
        self._paint = paint
        self._gutter = max(len(str(label.span.start.row)) for label in labels)
        self._room = max(width - self._gutter - 3, _LEAST_WIDTH)

    def render(self, place: Span) -> list[str]:
        """The lines of the frame, its head naming `place`; the bar that closes it is left to the caller."""
        start = place.start
        arrow = self._paint.frame(" " * self._gutter + "-->")
        drawn = [f"{arrow} {visible(self._filename)}:{start.row}:{start.column}", self.bar()]
        before = 0
        for row in sorted({label.span.start.row for label in self._labels}):
            if before and row - before == 2:
                drawn += self._source(row - 1, [])
            elif before and row - before > 2:
                drawn.append(self._paint.frame("..."))
            drawn += self._source(row, [label for label in self._labels if label.span.start.row == row])
            before = row
        return drawn

    def bar(self) -> str:
        """An empty line of the frame."""
        return self._paint.frame(" " * self._gutter + " |")

    def footer(self, text: str) -> str:
        """A line below the frame."""
        head, colon, rest = text.partition(":")
        lead = self._paint.frame(" " * self._gutter + " =")
        return f"{lead} {self._paint.strong(head + colon)}{rest}"

    def _source(self, row: int, labels: Sequence[Label]) -> list[str]:
        if row > len(self._lines):
            return [f"{self.bar()} {self._painted(label, label.text)}" for label in labels if label.text]
        printed = cells(self._lines[row - 1])
        if not labels:
            return [self._numbered(row, self._cut(printed, _Window(0, self._fit(printed, 0))))]
        drawn: list[str] = []
        window: _Window | None = None
        for label in labels:
            first, last = _characters(label.span, len(printed), self._lines[row - 1])
            if window is None or first < window.first or last > window.last:
                window = self._window(printed, first, last)
                drawn.append(self._numbered(row, self._cut(printed, window)))
            drawn.append(self._underline(printed, window, first, last, label))
        return drawn

    def _window(self, printed: Sequence[str], first: int, last: int) -> _Window:
        """The stretch to show: the whole line if it fits, else one that holds the label's place."""
        if sum(map(width_of, printed)) <= self._room:
            return _Window(0, max(len(printed), last))
        if sum(map(width_of, printed[:last])) <= self._room - 1:
            return _Window(0, self._fit(printed, 0))
        lead = first
        while lead > 0 and sum(map(width_of, printed[lead - 1 : first])) <= self._room // 4:
            lead -= 1
        while lead > 0 and sum(map(width_of, printed[lead - 1 :])) <= self._room - 1:
            lead -= 1
        return _Window(lead, self._fit(printed, lead))

    def _fit(self, printed: Sequence[str], first: int) -> int:
        """Where a cut that begins at `first` has to end, with room for its marks."""
        room = self._room - (1 if first else 0)
        if sum(map(width_of, printed[first:])) <= room:
            return len(printed)
        last, used = first, 1
        while last < len(printed) and used + width_of(printed[last]) <= room:
            used += width_of(printed[last])
            last += 1
        return max(last, first + 1)

    def _cut(self, printed: Sequence[str], window: _Window) -> str:
        shown = "".join(printed[window.first : window.last])
        before = _CUT if window.first else ""
        return f"{before}{shown}{_CUT if window.last < len(printed) else ''}"

    def _underline(self, printed: Sequence[str], window: _Window, first: int, last: int, label: Label) -> str:
        indent = sum(map(width_of, printed[window.first : first])) + (1 if window.first else 0)
        length = sum(map(width_of, printed[first : min(last, window.last)]))
        mark = ("^" if label.primary else "-") * max(length, 1)
        return f"{self.bar()} {' ' * indent}" + self._painted(label, f"{mark} {label.text}".rstrip())

    def _painted(self, label: Label, text: str) -> str:
        return self._paint.error(text) if label.primary else self._paint.step(text)

    def _numbered(self, row: int, text: str) -> str:
        return f"{self._paint.frame(f'{row:>{self._gutter}} |')} {text}"


def _characters(span: Span, length: int, line: str) -> tuple[int, int]:
    """The 0-based stretch of the span's first line that it covers, without the white space at its end."""
    first = min(span.start.column - 1, length)
    last = span.end.column - 1 if span.end.row == span.start.row else len(line.rstrip())
    return first, max(min(last, length), first)
