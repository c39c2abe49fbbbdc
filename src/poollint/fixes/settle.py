"""What runs late is waited for, whatever happens, before an error gives back what it holds.

task = asyncio.create_task(push(conn))      task = asyncio.create_task(push(conn))
await conn.fetch(key)                       try:
await task                          ->          await conn.fetch(key)
                                                await task
                                            finally:
                                                await asyncio.gather(task, return_exceptions=True)

It goes with an edit that has an error give the object back, and that sets these statements one level deeper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import libcst as cst

from poollint.fixes.edits import TextEdit, outside
from poollint.fixes.fault import Candidate, Fault
from poollint.fixes.held import Held
from poollint.fixes.join import TASKS, Waiting, appended, imports_asyncio, is_empty_list, waiting_for
from poollint.fixes.layout import DEFINITIONS, Place, Suite, suites
from poollint.fixes.nodes import children

_TIMERS = frozenset({"call_later", "call_at"})
_MOST = 3
_ALL = "await asyncio.gather({}, return_exceptions=True)"
"""Not `asyncio.wait`, which a cancellation ends at once."""


@dataclass(frozen=True)
class Deeper:
    """The statements of a suite that an edit sets one level deeper, in which `name` is the object."""

    suite: Suite
    first: int
    last: int
    name: str

    @staticmethod
    def behind(held: Held, last: int) -> Deeper:
        """What stands behind an acquisition, up to a position."""
        return Deeper(held.taken.suite, held.taken.index + 1, last, held.name)


@dataclass(frozen=True)
class _Start:
    """The position behind which something runs late, how to end it, and the last mention of its handle."""

    index: int
    line: str
    last: int
    is_timer: bool = False


def settled(fault: Fault, candidate: Candidate, deeper: Deeper) -> Iterator[Candidate]:
    """A candidate, and the same with what runs late waited for; that alone where a timer would go on."""
    found = list(_everywhere(fault, deeper))
    starts = [start for _, some in found for start in some]
    if not any(start.is_timer for start in starts):
        yield candidate
    if starts and len(starts) <= _MOST:
        yield _with_waits(fault, candidate, found)


def starts_some(fault: Fault, deeper: Deeper) -> bool:
    """Whether something in there runs late and is joined."""
    return any(True for _ in _everywhere(fault, deeper))


# What runs late


def _everywhere(fault: Fault, deeper: Deeper) -> Iterator[tuple[Deeper, list[_Start]]]:
    """What is started in a suite, or, where nothing is, in those inside it."""
    starts = _starts(fault, deeper)
    if starts:
        yield deeper, starts
        return
    for node in deeper.suite.body[deeper.first : deeper.last + 1]:
        for suite in suites(node) if not isinstance(node, DEFINITIONS) else ():
            if isinstance(suite, cst.IndentedBlock):
                yield from _everywhere(fault, Deeper(suite, 0, len(suite.body) - 1, deeper.name))


def _starts(fault: Fault, deeper: Deeper) -> list[_Start]:
    """What is started with the object and joined further down, each way of waiting once."""
    facts, body = fault.facts, deeper.suite.body
    function = fault.layout.function(body[deeper.first])
    if function is None:
        return []
    wanted = {deeper.name, *facts.readers(function, deeper.name)}
    found: dict[str, _Start] = {}
    for index in range(deeper.first, deeper.last + 1):
        node = body[index]
        if isinstance(node, DEFINITIONS) or wanted.isdisjoint(facts.names(node)):
            continue
        start = _simple(fault, deeper, index) or _collected(fault, deeper, index, function)
        wanted |= facts.bound([node])
        if start is not None and start.index < start.last and not _is_joined_at_once(fault, deeper, start):
            found.setdefault(start.line, start)
    return list(found.values())


def _is_joined_at_once(fault: Fault, deeper: Deeper, start: _Start) -> bool:
    """Whether nothing stands between the start and the same wait."""
    end = deeper.suite.body[start.last]
    return start.last == start.index + 1 and fault.layout.code(end).strip() == start.line


def _simple(fault: Fault, deeper: Deeper, index: int) -> _Start | None:
    layout = fault.layout
    node = deeper.suite.body[index]
    part = node.body[0] if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 else None
    value = part.value if isinstance(part, (cst.Assign, cst.Expr)) else None
    target = part.targets[0].target if isinstance(part, cst.Assign) and len(part.targets) == 1 else None
    verb = value.func if isinstance(value, cst.Call) else None
    name = verb.attr.value if isinstance(verb, cst.Attribute) else ""
    if name in _TIMERS and isinstance(target, cst.Name):
        line = f"{target.value}.cancel()"
        last = max(
            (i for i in range(index, deeper.last + 1) if layout.code(deeper.suite.body[i]).strip() == line),
            default=index,
        )
        return _Start(index, line, last, is_timer=True)
    is_list = isinstance(value, cst.ListComp)
    if value is None or not (name in (*TASKS, "add_done_callback", "start") or is_list):
        return None
    waiting = waiting_for(fault, layout.source.offsets(value), "thread" if name == "start" else "task")
    if not isinstance(waiting, Waiting) or waiting.may_raise or waiting.naming:
        return None
    handle = target.value if isinstance(target, cst.Name) else _receiver(verb)
    if not handle:
        return None
    line = waiting.line
    if line == f"await asyncio.wait([{handle}])":
        line = _ALL.format(handle)
    return _Start(index, line, _last_mention(fault, deeper, index, handle))


def _receiver(func: cst.BaseExpression | None) -> str:
    value = func.value if isinstance(func, cst.Attribute) else None
    return value.value if isinstance(value, cst.Name) else ""


def _collected(fault: Fault, deeper: Deeper, index: int, function: cst.FunctionDef) -> _Start | None:
    """Tasks that a loop puts into a list which is made above it."""
    name = _list_of_tasks(fault, deeper.suite.body[index])
    if name is None or not imports_asyncio(fault) or function.asynchronous is None:
        return None
    made = [i for i in range(deeper.first, index) if is_empty_list(fault, deeper.suite.body[i], name)]
    if not made:
        return None
    line = _ALL.format(f"*{name}")
    last = _last_mention(fault, deeper, index, name)
    return _Start(made[-1], line, last) if last > index else None


def _list_of_tasks(fault: Fault, node: cst.CSTNode) -> str | None:
    """The name of the list to which a task is appended inside a statement."""
    name = appended(fault, node)
    return name or next(filter(None, (_list_of_tasks(fault, child) for child in children(node))), None)


def _last_mention(fault: Fault, deeper: Deeper, index: int, handle: str) -> int:
    mentions = (i for i in range(index, deeper.last + 1) if handle in fault.facts.names(deeper.suite.body[i]))
    return max(mentions, default=index)


# The edits


@dataclass(frozen=True)
class _Frame:
    """The `finally` blocks of what runs late at the same time, one inside the other, with one end."""

    edits: tuple[TextEdit, ...]
    openers: tuple[TextEdit, ...]
    indentations: tuple[TextEdit, ...]
    moved: tuple[TextEdit, ...]
    tops: tuple[int, ...]
    bottom: int

    def depth(self, offset: int) -> int:
        """How many levels deeper a new row at an offset stands."""
        return sum(top < offset < self.bottom for top in self.tops)


def _with_waits(fault: Fault, candidate: Candidate, found: list[tuple[Deeper, list[_Start]]]) -> Candidate:
    unit = fault.layout.unit(found[0][0].suite)
    frames = [_frame(fault, deeper, some) for deeper, starts in found for some in _at_a_time(starts)]
    gone = [edit for edit in candidate.edits if edit.start < edit.end]
    moved = [edit for frame in frames for edit in frame.moved]
    inner = [
        _set_deeper(edit, unit * sum(frame.depth(edit.start) for frame in frames)) for edit in candidate.edits
    ]
    edits = [
        *(edit for frame in frames for edit in frame.edits),
        *outside(inner, moved),
        *(edit for frame in frames for edit in (*frame.moved, *frame.openers)),
        *outside((edit for frame in frames for edit in frame.indentations), gone),
    ]
    return replace(
        candidate,
        edits=tuple(edits),
        message=f"{candidate.message}, and waits first for what runs late",
        doubts=(*candidate.doubts, "after an error it waits as well, which may take long"),
        is_for_errors=True,
    )


def _at_a_time(starts: list[_Start]) -> list[list[_Start]]:
    """The starts in groups of what runs at the same time."""
    groups: list[list[_Start]] = []
    for start in sorted(starts, key=lambda one: one.index):
        if groups and start.index < max(one.last for one in groups[-1]):
            groups[-1].append(start)
        else:
            groups.append([start])
    return groups


def _frame(fault: Fault, deeper: Deeper, starts: list[_Start]) -> _Frame:
    layout, suite = fault.layout, deeper.suite
    base, unit = layout.indent(layout.first_row(suite.body[deeper.first])), layout.unit(suite)
    end = Place(suite, max(start.last for start in starts))
    moved: tuple[TextEdit, ...] = ()
    if len(starts) == 1 and layout.movable(end) is None:
        if layout.code(end.statement).strip() == starts[0].line:
            moved = (layout.taken_out(end),)  # it is what stands in the `finally`
            end = replace(end, index=end.index - 1)
    bottom = layout.tail_row(end)
    ending = layout.ending(bottom)
    tops = [layout.tail_row(Place(suite, start.index)) for start in starts]
    openers: list[TextEdit] = []
    closers: list[TextEdit] = []
    indentations: list[TextEdit] = []
    for level, (start, top) in enumerate(zip(starts, tops, strict=True), 1):
        indent = base + unit * level
        openers.append(layout.put_after(top, f"{indent}try:"))
        closers.append(layout.put_after(bottom, f"{indent}finally:{ending}{indent}{unit}{start.line}"))
        indentations += layout.indented(suite, top + 1, bottom, base)
    return _Frame(
        tuple(reversed(closers)),
        tuple(openers),
        tuple(indentations),
        moved,
        tuple(layout.rows.end(top) for top in tops),
        layout.rows.end(bottom),
    )


def _set_deeper(edit: TextEdit, unit: str) -> TextEdit:
    """New rows of an edit at another indentation."""
    if not unit or edit.start != edit.end or "\n" not in edit.content.replace("\r", "\n"):
        return edit
    return replace(edit, content="".join(unit + line for line in edit.content.splitlines(keepends=True)))
