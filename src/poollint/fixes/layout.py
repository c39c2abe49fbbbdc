"""Where statements stand: their suites, rows, comments and indentation, and texts to move or indent them by.

Invariant: a statement of an indented suite or a module owns its rows; where it shares one (semicolons,
one-line suites), `movable` says no.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import libcst as cst

from poollint.finding import Span
from poollint.fixes.edits import Rows, TextEdit
from poollint.fixes.nodes import children
from poollint.source import Source

Suite = cst.IndentedBlock | cst.SimpleStatementSuite | cst.Module
Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement
_STATEMENT = (cst.SimpleStatementLine, cst.BaseCompoundStatement)
_STRINGS = (cst.SimpleString, cst.FormattedString)
DEFINITIONS = (cst.FunctionDef, cst.ClassDef)


@dataclass(frozen=True)
class Place:
    """A statement by its suite and its position there."""

    suite: Suite
    index: int

    @property
    def statement(self) -> cst.CSTNode:
        return self.suite.body[self.index]

    def after(self) -> tuple[cst.CSTNode, ...]:
        """The later statements of the suite."""
        return tuple(self.suite.body[self.index + 1 :])


class Layout:
    """The statements of one source. `text` is what is edited: the source's, with its own line ends."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.rows = Rows(text)
        self._parents: dict[cst.CSTNode, cst.CSTNode] = {}
        stack: list[cst.CSTNode] = [source.module]
        while stack:
            node = stack.pop()
            for child in children(node):
                self._parents[child] = node
                stack.append(child)

    # Places

    def range(self, span: Span) -> tuple[int, int]:
        """A span in offsets."""
        return self.rows.offset(span.start), self.rows.offset(span.end)

    def code(self, node: cst.CSTNode) -> str:
        return self.source.code(node)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        return self._parents.get(node)

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """What encloses a node, from the inside out."""
        current = self._parents.get(node)
        while current is not None:
            yield current
            current = self._parents.get(current)

    def holds(self, node: cst.CSTNode, offsets: tuple[int, int]) -> bool:
        """Whether a stretch of text lies inside a node (decorators count)."""
        start, end = self.source.offsets(node)
        if isinstance(node, DEFINITIONS) and node.decorators:
            start = self.source.offsets(node.decorators[0])[0]
        return start <= offsets[0] and offsets[1] <= end

    def place(self, offsets: tuple[int, int]) -> Place | None:
        """The innermost statement that a stretch of text lies in."""
        found: Place | None = None
        suite: cst.CSTNode | None = self.source.module
        while suite is not None:
            inner = None
            for index, statement in enumerate(suite.body):  # type: ignore[attr-defined]
                if self.holds(statement, offsets):
                    found = Place(suite, index)  # type: ignore[arg-type]
                    inner = next(
                        (
                            part
                            for part in suites(statement)
                            if self.holds(part, offsets) and self._covers(part, offsets)
                        ),
                        None,
                    )
                    break
            suite = inner
        return found

    def _covers(self, suite: Suite, offsets: tuple[int, int]) -> bool:
        return any(self.holds(statement, offsets) for statement in suite.body)

    def outward(self, place: Place) -> Place | None:
        """The statement that a suite is part of; None for the suite of a function or the module itself."""
        if isinstance(place.suite, cst.Module):
            return None
        for node in self.ancestors(place.suite):
            if isinstance(node, DEFINITIONS):
                return None
            if isinstance(node, _STATEMENT):
                parent = self._parents[node]
                if isinstance(parent, (cst.IndentedBlock, cst.SimpleStatementSuite, cst.Module)):
                    return Place(parent, list(parent.body).index(node))
        return None

    def within(self, place: Place, offsets: tuple[int, int]) -> int | None:
        """The position, in the suite of `place`, of the statement that holds a stretch of text."""
        for index, statement in enumerate(place.suite.body):
            if self.holds(statement, offsets):
                return index
        return None

    def function(self, node: cst.CSTNode) -> cst.FunctionDef | None:
        """The function whose own statement a node is part of; None in a lambda, a class body, a module."""
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, cst.FunctionDef):
                return ancestor
            if isinstance(ancestor, (cst.Lambda, cst.ClassDef)):
                return None
        return None

    def part(self, node: cst.CSTNode, other: cst.CSTNode) -> bool:
        """Whether two nodes stand on different branches of one `if`."""
        around = list(self.ancestors(other))
        inner = node
        for ancestor in self.ancestors(node):
            if isinstance(ancestor, cst.If) and ancestor in around:
                return inner not in around
            inner = ancestor
        return False

    def node_at(self, offsets: tuple[int, int]) -> cst.CSTNode | None:
        """The outermost expression with exactly these offsets."""
        place = self.place(offsets)
        stack: list[cst.CSTNode] = [place.statement] if place is not None else []
        while stack:
            node = stack.pop()
            if isinstance(node, cst.BaseExpression) and self.source.offsets(node) == offsets:
                return node
            stack.extend(children(node))
        return None

    # Rows

    def first_row(self, statement: cst.CSTNode) -> int:
        """The first row of a statement, decorators included, comments above it not."""
        start = self.source.offsets(statement)[0]
        if isinstance(statement, DEFINITIONS) and statement.decorators:
            start = min(start, self.source.offsets(statement.decorators[0])[0])
        return self.rows.row(start)

    def last_row(self, statement: cst.CSTNode) -> int:
        start, end = self.source.offsets(statement)
        return self.rows.row(max(start, end - 1))

    def tail_row(self, place: Place) -> int:
        """The last row of a statement with the comments of its last block that stand directly below it."""
        row = self.last_row(place.statement)
        base = self.indent(self.first_row(place.statement))
        if isinstance(place.statement, cst.SimpleStatementLine):
            return row
        while row < self.rows.last:
            below = self.rows.line(row + 1)
            indent = self.indent(row + 1)
            if not below.lstrip(" \t\f").startswith("#") or len(indent) <= len(base):
                break
            row += 1
        return row

    def own_first_row(self, place: Place) -> int:
        """The first row of a statement with the comments directly above it."""
        row = self.first_row(place.statement)
        indent = self.indent(row)
        floor = self.last_row(place.suite.body[place.index - 1]) if place.index else 0
        while row - 1 > floor:
            above = self.rows.line(row - 1)
            if not above.lstrip(" \t\f").startswith("#") or self.indent(row - 1) != indent:
                break
            row -= 1
        return row

    def indent(self, row: int) -> str:
        """The white space that a row begins with (a form feed before it is none)."""
        line = self.rows.line(row).lstrip("\f")
        return line[: len(line) - len(line.lstrip(" \t"))]

    def unit(self, suite: Suite) -> str:
        """One more level of indentation, as the suite itself is indented."""
        if isinstance(suite, cst.IndentedBlock) and suite.indent is not None:
            return suite.indent
        return self.source.module.default_indent

    def ending(self, row: int) -> str:
        """The line end that a new line beside `row` gets."""
        return (
            self.rows.ending(row) or self.rows.ending(max(row - 1, 1)) or self.source.module.default_newline
        )

    def movable(self, place: Place) -> str | None:
        """Why the statement can't be moved or taken out by whole rows; None where it can."""
        statement = place.statement
        if isinstance(place.suite, cst.SimpleStatementSuite):
            return "it stands in a one-line block"
        if isinstance(statement, cst.SimpleStatementLine) and len(statement.body) > 1:
            return "it shares its line with another statement"
        first, last = self.first_row(statement), self.last_row(statement)
        if self.rows.line(last).rstrip().endswith("\\"):
            return "its line goes on behind it"
        if first > 1 and self.rows.line(first - 1).endswith("\\"):
            return "its line begins above it"
        return None

    # Edits

    def taken_out(self, place: Place) -> TextEdit:
        """Remove a statement with its comments. It must be movable and not alone in its suite."""
        first, last = self.own_first_row(place), self.last_row(place.statement)
        if self.rows.ending(last) or first == 1:
            return TextEdit(self.rows.start(first), self.rows.end(last), "")
        # The last row of a text without a final line end: the one above becomes that.
        above = self.rows.end(first - 1) - len(self.rows.ending(first - 1))
        return TextEdit(above, self.rows.end(last), "")

    def block(self, place: Place, indent: str) -> str:
        """The rows of a statement with its comments at another indentation, without the last line end."""
        first, last = self.own_first_row(place), self.last_row(place.statement)
        before = self.indent(self.first_row(place.statement))
        inside = self.inside_strings(place.statement)
        lines = []
        for row in range(first, last + 1):
            line = self.rows.text[self.rows.start(row) : self.rows.end(row)]
            if row not in inside and line.startswith(before) and line.strip():
                line = indent + line[len(before) :]
            lines.append(line)
        return "".join(lines).rstrip("\r\n")

    def put_after(self, row: int, content: str) -> TextEdit:
        """New rows (without the last line end) below a row."""
        ending = self.ending(row)
        if self.rows.ending(row):
            return TextEdit(self.rows.end(row), self.rows.end(row), content + ending)
        return TextEdit(self.rows.end(row), self.rows.end(row), ending + content)

    def put_before(self, row: int, content: str) -> TextEdit:
        """New rows (without the last line end) above a row."""
        return TextEdit(self.rows.start(row), self.rows.start(row), content + self.ending(row))

    def indented(self, suite: Suite, first: int, last: int, base: str) -> list[TextEdit]:
        """Insertions that set these rows of a suite one level deeper; `base` is the suite's indentation."""
        return self.indented_by(suite, first, last, base, self.unit(suite))

    def indented_by(self, suite: Suite, first: int, last: int, base: str, unit: str) -> list[TextEdit]:
        """The same with a given step."""
        inside: set[int] = set()
        for statement in suite.body:
            if first <= self.first_row(statement) and self.last_row(statement) <= last:
                inside |= self.inside_strings(statement)
        edits = []
        for row in range(first, last + 1):
            line = self.rows.line(row)
            if row in inside or not line.strip():
                continue
            feeds = len(line) - len(line.lstrip("\f"))
            at = self.rows.start(row) + feeds
            if line[feeds:].startswith(base):
                at += len(base)
            edits.append(TextEdit(at, at, unit))
        return edits

    def inside_strings(self, node: cst.CSTNode) -> set[int]:
        """The rows that begin inside a string: what stands before them is part of it."""
        found: set[int] = set()
        stack = [node]
        while stack:
            current = stack.pop()
            if isinstance(current, _STRINGS):
                start, end = self.source.offsets(current)
                found.update(range(self.rows.row(start) + 1, self.rows.row(max(start, end - 1)) + 1))
            else:
                stack.extend(children(current))
        return found


def lacks_final(nodes: Sequence[cst.CSTNode]) -> bool:
    """Whether statements are one `try` to which a `finally` can be added."""
    return len(nodes) == 1 and isinstance(nodes[0], (cst.Try, cst.TryStar)) and nodes[0].finalbody is None


def suites(statement: cst.CSTNode) -> list[Suite]:
    """All suites of a compound statement, those of its clauses included."""
    found: list[Suite] = []
    for child in children(statement):
        if isinstance(child, (cst.IndentedBlock, cst.SimpleStatementSuite)):
            found.append(child)
        elif isinstance(
            child,
            (
                cst.If,
                cst.Else,
                cst.ExceptHandler,
                cst.ExceptStarHandler,
                cst.Finally,
                cst.MatchCase,
            ),
        ):
            found.extend(suites(child))
    return found
