"""What runs late is waited for before the release, since nothing else waits for it.

task = asyncio.create_task(copy(conn))      task = asyncio.create_task(copy(conn))
await pool.release(conn)            ->      await asyncio.wait([task])
                                            await pool.release(conn)
"""

from __future__ import annotations

from dataclasses import dataclass

import libcst as cst

from poollint.fixes.again import fresh_name
from poollint.fixes.edits import TextEdit
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.layout import Place
from poollint.fixes.nodes import children

TASKS = ("create_task", "ensure_future")
_LANES = ("task", "thread", "callback")


@dataclass(frozen=True)
class Waiting:
    """How to wait: the line, whether it may raise what the deferral raised, edits that name the handle."""

    line: str
    may_raise: bool
    naming: tuple[TextEdit, ...]
    place: Place


def attempts(fault: Fault) -> Attempts:
    """Wait right before the release; else on every way out of the suite in which the deferral starts."""
    if not fault.deferred or fault.case.lane not in _LANES:
        return
    if len(fault.deferred) > 1:
        yield Refusal("several deferrals hold it")
        return
    waiting = waiting_for(fault, fault.deferred[0], fault.case.lane)
    if isinstance(waiting, Refusal):
        yield waiting
        return
    doubts = (*fault.doubts, "nothing waited for it, and that may take long")
    release = fault.release
    if not fault.case.release_is_exit and isinstance(release, Written):
        parting = _parting(fault, waiting.place, release)
        if parting is not None:
            row = fault.layout.own_first_row(parting)
            indent = fault.layout.indent(fault.layout.first_row(parting.statement))
            edits = [*waiting.naming, fault.layout.put_before(row, indent + waiting.line)]
            yield Candidate(tuple(edits), "waits before the paths part", doubts)
            return
        if any(fault.layout.source.offsets(call)[0] > fault.deferred[0][1] for call in fault.unseen):
            yield Refusal("another release of it is not awaited where it is made")
            return
        if _is_behind(fault, waiting.place, release.place):
            edits = [*waiting.naming, *_before_release(fault, waiting, release)]
            message = "waits before the release"
            yield Candidate(tuple(edits), message, doubts, is_for_errors=waiting.may_raise)
    suite = waiting.place.suite
    rest = list(waiting.place.after())
    if isinstance(release, Written) and any(
        fault.layout.holds(s, fault.layout.source.offsets(release.call)) for s in rest
    ):
        return
    if not fault.case.release_is_exit and isinstance(release, Written) and release.place.suite is suite:
        return
    wraps = not (len(rest) == 1 and _only_returns(fault, rest[0])) and (
        any(fault.facts.leaves(statement) for statement in rest) or fault.facts.risks(rest).may_raise
    )
    edits = [*waiting.naming, *_on_every_way(fault, waiting, rest, wraps=wraps)]
    yield Candidate(tuple(edits), "waits before the block ends", doubts, is_for_errors=wraps)


def waiting_for(fault: Fault, offsets: tuple[int, int], case_lane: str) -> Waiting | Refusal:
    """How to wait for what is started at a place of the text, and runs in that lane."""
    layout = fault.layout
    place = layout.place(offsets)
    if place is None or layout.movable(place) is not None:
        return Refusal("what runs late is not started in a statement of its own")
    statement = place.statement
    if not isinstance(statement, cst.SimpleStatementLine):
        return Refusal("what runs late is started inside a larger statement")
    part = statement.body[0]
    naming: tuple[TextEdit, ...] = ()
    function = layout.function(part)
    if function is None:
        return Refusal("what runs late is started outside a function")
    value = part.value if isinstance(part, (cst.Assign, cst.Expr)) else None
    if value is None:
        return Refusal("what runs late is started inside a larger expression")
    if isinstance(value, cst.ListComp):
        return _list(fault, part, value, place)
    collected = _collected(fault, value, place, function)
    if collected is not None:
        return collected
    is_made_of = _is_made_of(fault, value, offsets)
    lane = "task" if is_made_of else case_lane
    if layout.source.offsets(value) != offsets and not is_made_of:
        return Refusal("what runs late is started inside a larger expression")
    if isinstance(value, cst.Await):
        return Refusal("how to wait for what the awaited call gives is not known")
    if lane == "callback" and ".add_done_callback(" not in layout.code(value):
        return Refusal("nothing can wait for the callback: it wants an object of its own")
    if isinstance(part, cst.Assign):
        target = part.targets[0].target
        if len(part.targets) != 1 or not isinstance(target, cst.Name):
            return Refusal("what runs late has no plain name")
        name = target.value
    elif (
        isinstance(value, cst.Call)
        and isinstance(value.func, cst.Attribute)
        and value.func.attr.value == "start"
    ):
        if isinstance(value.func.value, cst.Call) and isinstance(part, cst.Expr):
            return _started(fault, value.func.value, function, place)
        if not isinstance(value.func.value, cst.Name):
            return Refusal("what runs late has no plain name")
        return Waiting(f"{value.func.value.value}.join()", False, (), place)
    elif (
        isinstance(value, cst.Call)
        and isinstance(value.func, cst.Attribute)
        and value.func.attr.value == "add_done_callback"
    ):
        if not isinstance(value.func.value, cst.Name):
            return Refusal("what runs late has no plain name")
        name = value.func.value.value
    else:
        name = fresh_name(fault, function, "task" if lane == "task" else "job")
        start = layout.source.offsets(statement)[0]
        naming = (TextEdit(start, start, f"{name} = "),)
    if lane == "thread" and _is_own_function(fault, value):
        return Waiting(f"{name}.join()", False, naming, place)
    if lane == "thread":
        method = (
            value.func.attr.value
            if isinstance(value, cst.Call) and isinstance(value.func, cst.Attribute)
            else ""
        )
        if method != "submit":
            return Refusal("how to wait for what runs late is not known")
        return Waiting(f"{name}.result()", True, naming, place)
    made = layout.code(value.func).rpartition(".")[2] if isinstance(value, cst.Call) else ""
    if made not in (*TASKS, "add_done_callback") and not _is_own_function(fault, value):
        return Refusal("how to wait for what runs late is not known")
    if function.asynchronous is None:
        return Refusal("a plain function can't wait for a task")
    if imports_asyncio(fault):
        return Waiting(f"await asyncio.wait([{name}])", False, naming, place)
    return Waiting(f"await {name}", True, naming, place)


def _started(fault: Fault, made: cst.Call, function: cst.FunctionDef, place: Place) -> Waiting:
    """`Thread(...).start()` in two statements, the first of which names it."""
    layout = fault.layout
    name = fresh_name(fault, function, "thread")
    start, end = layout.source.offsets(place.statement)
    behind = layout.source.offsets(made)[1]
    indent, ending = layout.indent(layout.first_row(place.statement)), layout.ending(layout.rows.row(start))
    naming = (
        TextEdit(start, start, f"{name} = "),
        TextEdit(behind, end, f"{ending}{indent}{name}.start()"),
    )
    return Waiting(f"{name}.join()", False, naming, place)


def _list(fault: Fault, part: cst.BaseSmallStatement, value: cst.ListComp, place: Place) -> Waiting | Refusal:
    """A list of tasks, all of which are waited for."""
    target = part.targets[0].target if isinstance(part, cst.Assign) and len(part.targets) == 1 else None
    if not isinstance(target, cst.Name):
        return Refusal("what runs late has no plain name")
    made = value.elt
    is_task = isinstance(made, cst.Call) and fault.layout.code(made.func).rpartition(".")[2] in TASKS
    function = fault.layout.function(part)
    if not is_task or not imports_asyncio(fault) or function is None or function.asynchronous is None:
        return Refusal("how to wait for what runs late is not known")
    line = f"await asyncio.gather(*{target.value}, return_exceptions=True)"
    return Waiting(line, False, (), place)


def _collected(
    fault: Fault, value: cst.BaseExpression, place: Place, function: cst.FunctionDef
) -> Waiting | None:
    """A task that goes into a list which is made further up: where that is, all in it are waited for."""
    name = appended(fault, value)
    if name is None or function.asynchronous is None or not imports_asyncio(fault):
        return None
    here = fault.layout.outward(place)
    while here is not None:
        if any(is_empty_list(fault, node, name) for node in here.suite.body[: here.index]):
            return Waiting(f"await asyncio.gather(*{name}, return_exceptions=True)", False, (), here)
        here = fault.layout.outward(here)
    return None


def appended(fault: Fault, value: cst.CSTNode) -> str | None:
    """The name of the list to which a call appends a task that it makes."""
    verb = value.func if isinstance(value, cst.Call) else None
    if not isinstance(value, cst.Call) or not isinstance(verb, cst.Attribute) or verb.attr.value != "append":
        return None
    made = value.args[0].value if len(value.args) == 1 else None
    is_task = isinstance(made, cst.Call) and fault.layout.code(made.func).rpartition(".")[2] in TASKS
    return verb.value.value if is_task and isinstance(verb.value, cst.Name) else None


def is_empty_list(fault: Fault, node: cst.CSTNode, name: str) -> bool:
    """Whether a statement gives an empty list to a name."""
    return "".join(fault.layout.code(node).split()) == f"{name}=[]"


def _is_made_of(fault: Fault, value: cst.BaseExpression, offsets: tuple[int, int]) -> bool:
    """Whether a task is made of the call at `offsets`."""
    return (
        isinstance(value, cst.Call)
        and fault.layout.code(value.func).rpartition(".")[2] in TASKS
        and any(fault.layout.holds(argument, offsets) for argument in value.args)
    )


def _is_own_function(fault: Fault, value: cst.CSTNode) -> bool:
    """Whether a call names a function of this file: then its thread has been seen."""
    return (
        isinstance(value, cst.Call)
        and isinstance(value.func, cst.Name)
        and any(
            isinstance(node, cst.FunctionDef) and node.name.value == value.func.value
            for node in fault.layout.source.module.body
        )
    )


def imports_asyncio(fault: Fault) -> bool:
    for statement in fault.layout.source.module.body:
        for part in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            if isinstance(part, cst.Import) and any(
                alias.evaluated_name == "asyncio" and alias.asname is None for alias in part.names
            ):
                return True
    return False


def _parting(fault: Fault, start: Place, release: Written) -> Place | None:
    """The `if` behind the start of which another branch says the release as a part of something larger.

    What becomes of it there is not followed, so that nothing else may tell of the fault on that branch.
    """
    layout = fault.layout
    for index in range(start.index + 1, len(start.suite.body)):
        statement = start.suite.body[index]
        if layout.holds(statement, layout.source.offsets(release.call)):
            said = list(fault.said(statement, layout.code(release.call)))
            plain = sum(1 for call in said if isinstance(layout.parent(call), (cst.Expr, cst.Await)))
            is_parting = isinstance(statement, cst.If) and plain < len(said)
            return Place(start.suite, index) if is_parting else None
    return None


def _only_returns(fault: Fault, node: cst.CSTNode) -> bool:
    """Whether a statement returns what a wait before it does not change: constants, names, displays."""
    part = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    return isinstance(part, cst.Return) and (part.value is None or _is_still(part.value))


def _is_still(node: cst.CSTNode) -> bool:
    if isinstance(node, (cst.Name, cst.BaseNumber, cst.SimpleString)):
        return True
    if isinstance(node, (cst.Tuple, cst.List, cst.Dict, cst.Element, cst.DictElement)):
        return all(
            _is_still(c)
            for c in children(node)
            if isinstance(c, (cst.BaseExpression, cst.BaseElement, cst.BaseDictElement))
        )
    return False


def _is_behind(fault: Fault, start: Place, release: Place) -> bool:
    """Whether every way to the release has passed the start of the deferral."""
    layout = fault.layout
    offsets = layout.source.offsets(release.statement)
    index = layout.within(start, offsets)
    if index is not None:
        return index > start.index
    # In the `finally` of a `try` whose body begins with it.
    owner = layout.parent(start.suite)
    if not isinstance(owner, cst.Try) or owner.body is not start.suite or owner.finalbody is None:
        return False
    if not layout.holds(owner.finalbody.body, offsets):
        return False
    return not fault.facts.risks(start.suite.body[: start.index]).may_raise and not any(
        fault.facts.leaves(statement) for statement in start.suite.body[: start.index]
    )


def _before_release(fault: Fault, waiting: Waiting, release: Written) -> list[TextEdit]:
    layout = fault.layout
    place = release.place
    indent = layout.indent(layout.first_row(place.statement))
    top, bottom = layout.own_first_row(place), layout.last_row(place.statement)
    if not waiting.may_raise:
        return [layout.put_before(top, indent + waiting.line)]
    unit, ending = layout.unit(place.suite), layout.ending(top)
    head = ending.join((f"{indent}try:", f"{indent}{unit}{waiting.line}", f"{indent}finally:"))
    return [layout.put_before(top, head), *layout.indented(place.suite, top, bottom, indent)]


def _on_every_way(fault: Fault, waiting: Waiting, rest: list[cst.CSTNode], *, wraps: bool) -> list[TextEdit]:
    """Wait at the end of the suite; with `wraps` in a `finally` around what is there."""
    layout = fault.layout
    place = waiting.place
    indent = layout.indent(layout.first_row(place.statement))
    last = Place(place.suite, len(place.suite.body) - 1)
    tail = layout.tail_row(last)
    if len(rest) == 1 and _only_returns(fault, rest[0]):
        return [layout.put_before(layout.own_first_row(last), indent + waiting.line)]
    if not wraps:
        return [layout.put_after(tail, indent + waiting.line)]
    unit, ending = layout.unit(place.suite), layout.ending(tail)
    first = layout.last_row(place.statement)
    return [
        layout.put_after(first, f"{indent}try:"),
        *layout.indented(place.suite, first + 1, tail, indent),
        layout.put_after(tail, f"{indent}finally:{ending}{indent}{unit}{waiting.line}"),
    ]
