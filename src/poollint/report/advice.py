"""The edits of a fix that is shown and never made, as changed lines with one around them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from poollint.finding import Edit
from poollint.report.text import visible


def changed_lines(lines: Sequence[str], edits: Sequence[Edit]) -> Iterator[str]:
    """Each line with a sign before it: `+`, `-` or a space; `...` between places that lie apart."""
    before, after = _whole(lines), _whole(_edited(lines, edits))
    is_first = True
    for line in list(difflib.unified_diff(before, after, n=1, lineterm=""))[2:]:
        if not line.startswith("@@"):
            yield f"{line[0]} {visible(line[1:])}"
        elif not is_first:
            yield "..."
        is_first = False


def _edited(lines: Sequence[str], edits: Sequence[Edit]) -> list[str]:
    """The lines with the edits made, from the last to the first."""
    result = list(lines)
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        first, last = edit.span.start, edit.span.end
        head = result[first.row - 1][: first.column - 1] if first.row <= len(result) else ""
        tail = result[last.row - 1][last.column - 1 :] if last.row <= len(result) else ""
        text = edit.content.replace("\r\n", "\n").replace("\r", "\n")
        result[first.row - 1 : last.row] = f"{head}{text}{tail}".split("\n")
    return result


def _whole(lines: Sequence[str]) -> Sequence[str]:
    """Without the empty line behind the last line end."""
    return lines[:-1] if lines and not lines[-1] else lines
