"""An object that a path keeps is given back on every one: by the `finally` that is there, by the pool's own
block, or, after an error, by what the pool offers for an object that may be broken.

conn = pool.getconn()           conn = pool.getconn()
conn.ping()                     try:
try:                                conn.ping()
    conn.load(row)      ->          conn.load(row)
finally:                        finally:
    pool.putconn(conn)              pool.putconn(conn)

No `finally` that is new gives a connection back as if it were clean: only memory, which has no state to lose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import libcst as cst

from poollint.catalogue.model import PoolSpec, Release
from poollint.fixes.again import kept_for, removed
from poollint.fixes.edits import TextEdit
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.layout import DEFINITIONS, Place, suites

_MEMORY = frozenset({"buffer", "struct"})
_TRANSACTIONAL = frozenset({"connection", "session", "other"})
_STORING = frozenset({"append", "appendleft", "add", "put", "put_nowait", "insert", "setdefault", "extend"})


@dataclass(frozen=True)
class Held:
    """`name = pool.acquire()`, a statement of its own, and the last statement behind it that needs `name`."""

    taken: Place
    name: str
    call: cst.Call
    is_awaited: bool
    goal: int

    @property
    def behind(self) -> range:
        """The positions of the statements that need the object, and of those between."""
        return range(self.taken.index + 1, self.goal + 1)


def attempts(fault: Fault) -> Attempts:
    """A `finally` that is there is widened; else the pool's own block, else an error discards the object.

    Each up to the last mention of the object, and then up to that of what was made of it.
    """
    held = find_held(fault)
    if isinstance(held, Refusal):
        yield held
        return
    for goal in _goals(fault, held):
        yield from _up_to(fault, replace(held, goal=goal))


def _up_to(fault: Fault, held: Held) -> Attempts:
    for index in held.behind:
        reason = fault.layout.movable(Place(held.taken.suite, index))
        if reason is not None:
            yield Refusal(f"a statement can't be indented: {reason}")
            return
    release = fault.release
    if isinstance(release, Written) and fault.case.is_released:
        rebound = fault.facts.rebinds([held.taken.suite.body[index] for index in held.behind], release.call)
        if rebound is not None:
            yield Refusal(f"`{rebound}` is bound anew before the release")
            return
    found = list(releases(fault, held))
    yield from _widened(fault, held)
    yield from _own_block(fault, held, found)
    yield from _discarded(fault, held, found)
    yield from _in_finally(fault, held, found)


def find_held(fault: Fault) -> Held | Refusal:
    """The acquisition of a leak, if it is a plain assignment of its own in a function."""
    layout, case = fault.layout, fault.case
    if case.acquired is None:
        return Refusal("the acquisition is not in sight")
    taken = layout.place(layout.range(case.acquired))
    if taken is None or layout.function(taken.statement) is None or layout.movable(taken) is not None:
        return Refusal("the acquisition is not a statement of its own in this function")
    statement = taken.statement
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    if not isinstance(part, cst.Assign) or len(part.targets) != 1:
        return Refusal("the acquisition is part of a larger statement")
    target = part.targets[0].target
    value = part.value
    call = value.expression if isinstance(value, cst.Await) else value
    if not isinstance(target, cst.Name) or not isinstance(call, cst.Call):
        return Refusal("what is taken out has no plain name")
    held = Held(taken, target.value, call, call is not value, taken.index)
    goals = _goals(fault, held)
    if not goals:
        return Refusal("nothing behind the acquisition uses it")
    behind = taken.suite.body[taken.index + 1 : goals[-1] + 1]
    if target.value in fault.facts.bound(behind):
        return Refusal(f"`{target.value}` is bound anew")
    if any(fault.facts.is_read(node, target.value) for node in _beyond(fault, taken)):
        return Refusal(f"`{target.value}` is used outside the block that takes it out")
    if any(_hands_on(fault, node, target.value) for node in behind):
        return Refusal(f"`{target.value}` is handed on: who gets it should give it back")
    return held


def _beyond(fault: Fault, taken: Place) -> Iterator[cst.CSTNode]:
    """What can run in the function behind the suite that takes the object out: there it may be given back."""
    here = taken
    above: list[cst.CSTNode] = []
    while (outer := fault.layout.outward(here)) is not None:
        node = outer.statement
        above += here.suite.body[: here.index]
        if isinstance(node, (cst.For, cst.While)):
            yield from (*above, *(suite for suite in suites(node) if suite is not here.suite))
        elif isinstance(node, (cst.Try, cst.TryStar)):
            yield from (suite for suite in suites(node) if suite is not here.suite)
        yield from outer.after()
        here = outer


def _goals(fault: Fault, held: Held) -> list[int]:
    """The last statement of the suite that mentions the object, and the last with what was made of it."""
    body = held.taken.suite.body
    wanted = {held.name}
    found: dict[str, int] = {}
    for index in range(held.taken.index + 1, len(body)):
        names = fault.facts.names(body[index])
        if held.name in names:
            found["itself"] = index
        if not wanted.isdisjoint(names):
            wanted |= fault.facts.bound([body[index]])
            found["made of it"] = index
    return sorted(set(found.values()))


def _hands_on(fault: Fault, node: cst.CSTNode, name: str) -> bool:
    """Whether the object itself is returned, stored, or put into something."""
    if isinstance(node, cst.Return):
        return node.value is not None and _is_part(node.value, name)
    if isinstance(node, cst.Assign) and _is_part(node.value, name):
        return any(not isinstance(target.target, cst.Name) for target in node.targets)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        if node.func.attr.value in _STORING and any(_is_part(arg.value, name) for arg in node.args):
            return True
    return any(_hands_on(fault, child, name) for child in node.children)


def _is_part(node: cst.CSTNode, name: str) -> bool:
    """Whether a value is the object, or a collection or result of a call that may hold it."""
    if isinstance(node, cst.Name):
        return node.value == name
    if isinstance(node, cst.Call):
        return any(_is_part(argument.value, name) for argument in node.args)
    if isinstance(node, (cst.Attribute, cst.Subscript, cst.Comparison, cst.Await, cst.BaseComp)):
        return False
    return any(_is_part(child, name) for child in node.children)


def releases(fault: Fault, held: Held) -> Iterator[Place]:
    """Each statement behind the acquisition that says a release of the catalogue, or that of the finding."""
    written = fault.release if fault.case.is_released else None
    stack = [Place(held.taken.suite, index) for index in held.behind]
    while stack:
        place = stack.pop()
        if isinstance(written, Written) and fault.is_same_call(place.statement, written):
            yield place
        elif not isinstance(place.statement, DEFINITIONS):
            for suite in suites(place.statement):
                stack += [Place(suite, index) for index in range(len(suite.body))]


# A `finally` that is there


def _widened(fault: Fault, held: Held) -> Attempts:
    """The `try` whose `finally` gives it back begins right behind the acquisition."""
    layout, suite = fault.layout, held.taken.suite
    release = fault.release
    if not fault.case.is_released or not isinstance(release, Written):
        return
    for index in held.behind:
        node = suite.body[index]
        if not isinstance(node, cst.Try) or node.finalbody is None:
            continue
        if not any(fault.is_same_call(one, release) for one in node.finalbody.body.body):
            continue
        if index == held.taken.index + 1 or not isinstance(node.body, cst.IndentedBlock):
            return
        if len(node.finalbody.body.body) > 1:
            yield Refusal("the `finally` does more than give it back")
            return
        indent = layout.indent(layout.first_row(held.taken.statement))
        top = layout.first_row(node)
        opening = layout.put_after(layout.last_row(held.taken.statement), f"{indent}try:")
        begin = layout.last_row(held.taken.statement) + 1
        if node.handlers:
            # The `finally` stays where it is, what it belongs to stands one level deeper.
            last = layout.rows.row(layout.source.offsets(node.finalbody)[0]) - 1
            edits = [opening, *layout.indented(suite, begin, last, indent)]
        elif layout.rows.line(top).strip() != "try:":
            yield Refusal("a comment stands beside the `try`")
            return
        else:
            gone = TextEdit(layout.rows.start(top), layout.rows.end(top), "")
            edits = [opening, *layout.indented(suite, begin, top - 1, indent), gone]
        doubts = (*fault.doubts, "it is released then on every path, after an error as well")
        yield Candidate(
            tuple(edits), "begins the `try` right behind the acquisition", doubts, is_for_errors=True
        )
        return


# The pool's own block


def _own_block(fault: Fault, held: Held, found: list[Place]) -> Attempts:
    """`with pool.acquire() as name:` in place of the acquisition, and the releases inside go."""
    layout, suite = fault.layout, held.taken.suite
    spec = fault.case.spec
    if spec is None or not _lends_for_block(spec, held):
        return
    if fault.case.is_released and fault.case.release_inside is not None:
        yield Refusal("the called function may do more than release, which the end of a block would not")
        return
    if any(_gives_back(fault, spec, suite.body[index], held, found) for index in held.behind):
        yield Refusal("it is released in another way as well")
        return
    cleared = _cleared(fault, held, found)
    if isinstance(cleared, Refusal):
        yield cleared
        return
    statement = held.taken.statement
    start = layout.source.offsets(statement)[0]
    begin, end = layout.source.offsets(held.call)
    head = "async with" if held.is_awaited else "with"
    function = layout.function(statement)
    if held.is_awaited and (function is None or function.asynchronous is None):
        return
    edits = [
        TextEdit(start, begin, f"{head} "),
        TextEdit(end, end, f" as {held.name}:"),
        *cleared.edits,
    ]
    doubts = [*fault.doubts, "it is released then on every path, after an error as well"]
    if spec.kind in _TRANSACTIONAL:
        doubts.append("the block may commit or roll back at its end")
    yield Candidate(tuple(edits), "takes it out for a block, whose end gives it back", tuple(doubts))


def _lends_for_block(spec: PoolSpec, held: Held) -> bool:
    verb = held.call.func.attr.value if isinstance(held.call.func, cst.Attribute) else ""
    return any(one.form == "with" for one in spec.release) and any(
        one.name == verb and not one.function and "with" in one.forms for one in spec.acquire
    )


def _gives_back(fault: Fault, spec: PoolSpec, node: cst.CSTNode, held: Held, found: list[Place]) -> bool:
    """Whether a statement gives the object back in other words than the known releases."""
    if any(node is place.statement for place in found):
        return False
    if isinstance(node, cst.Call) and fault.says_release(node):
        return True
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        verbs = {one.name for one in spec.release if one.name is not None}
        if node.func.attr.value in verbs:
            mentioned = fault.facts.names(node)
            if held.name in mentioned:
                return True
    return any(_gives_back(fault, spec, child, held, found) for child in node.children)


@dataclass(frozen=True)
class _Cleared:
    """What needs the object, one level deeper and without its releases; the last row of it."""

    edits: tuple[TextEdit, ...]
    last: int


def _cleared(fault: Fault, held: Held, found: list[Place]) -> _Cleared | Refusal:
    layout, suite = fault.layout, held.taken.suite
    for place in found:
        if (reason := kept_for(fault, place)) is not None:
            return Refusal(reason)
        if (reason := layout.movable(place)) is not None:
            return Refusal(f"a release can't be taken out: {reason}")
    kept = [i for i in held.behind if not any(p.suite is suite and p.index == i for p in found)]
    if not kept:
        return Refusal("nothing but its release stands behind the acquisition")
    first, last = layout.last_row(held.taken.statement) + 1, layout.tail_row(Place(suite, kept[-1]))
    indent = layout.indent(layout.first_row(held.taken.statement))
    gone = [edit for place in found for edit in removed(fault, place)]
    deeper = [
        edit
        for edit in layout.indented(suite, first, last, indent)
        # A row that goes away needs no indentation.
        if not any(one.start <= edit.start < one.end and one.content != "pass" for one in gone)
    ]
    return _Cleared((*deeper, *gone), last)


# An error discards it


def _discarded(fault: Fault, held: Held, found: list[Place]) -> Attempts:
    """What stands before the one release goes into a `try` that discards the object where it raises."""
    layout, facts, suite = fault.layout, fault.facts, held.taken.suite
    spec, release = fault.case.spec, fault.release
    if fault.case.code != "POOL302" or not isinstance(release, Written) or len(found) != 1 or spec is None:
        return
    place = found[0]
    line = _discard(fault, spec, held, release)
    if line is None or place.suite is not suite or place.index - held.taken.index < 2:
        return
    region = suite.body[held.taken.index + 1 : place.index]
    if any(facts.leaves(node) and not _only_yields(node) for node in region):
        yield Refusal("a statement between leaves without a release")
        return
    if any(_gives_back(fault, spec, node, held, found) for node in region):
        yield Refusal("it is released in another way as well")
        return
    indent, unit = layout.indent(layout.first_row(place.statement)), layout.unit(suite)
    first = layout.last_row(held.taken.statement)
    last = layout.tail_row(Place(suite, place.index - 1))
    ending = layout.ending(last)
    handler = ending.join((f"{indent}except BaseException:", f"{indent}{unit}{line}", f"{indent}{unit}raise"))
    edits = [
        layout.put_after(first, f"{indent}try:"),
        *layout.indented(suite, first + 1, last, indent),
        layout.put_after(last, handler),
    ]
    yield Candidate(
        tuple(edits),
        "discards it after an error",
        (*fault.doubts, "every error costs the pool an object then"),
    )


def _only_yields(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], (cst.Expr, cst.Assign))


def _discard(fault: Fault, spec: PoolSpec, held: Held, release: Written) -> str | None:
    """The statement that has the pool throw the object away, as the catalogue has it."""
    call = release.call
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute):
        return None
    code = fault.layout.code(call)
    wait = "await " if release.is_awaited else ""
    receiver = fault.layout.code(call.func.value)
    by_argument = receiver != held.name
    for one in spec.release:
        if one.discard_when is not None and one.name == call.func.attr.value:
            return f"{wait}{code[:-1]}, {one.discard_when})" if call.args else None
    for one in spec.release:
        if one.discard and one.name is not None and one.form in ("arg", "self"):
            return _said(one, receiver if by_argument else None, held.name)
    return None


def _said(release: Release, pool: str | None, name: str) -> str | None:
    wait = "await " if release.mode == "await" else ""
    if release.form == "self":
        return f"{wait}{name}.{release.name}()"
    if pool is None or release.arg:
        return None
    return f"{wait}{pool}.{release.name}({name})"


# A `finally` that is new


def _in_finally(fault: Fault, held: Held, found: list[Place]) -> Attempts:
    """`try: ... finally: release`: for memory as an edit, for all else as advice."""
    layout = fault.layout
    release = fault.release
    if not fault.case.is_released or not isinstance(release, Written) or not found:
        yield Refusal("nothing here says how it is given back")
        return
    cleared = _cleared(fault, held, found)
    if isinstance(cleared, Refusal):
        yield cleared
        return
    row = layout.last_row(held.taken.statement)
    indent = layout.indent(layout.first_row(held.taken.statement))
    block = layout.block(release.place, indent + layout.unit(held.taken.suite))
    edits = [
        layout.put_after(row, f"{indent}try:"),
        *cleared.edits,
        layout.put_after(cleared.last, f"{indent}finally:{layout.ending(cleared.last)}{block}"),
    ]
    is_memory = _is_memory(fault, held)
    doubt = (
        "it is released then on every path, after an error as well"
        if is_memory
        else f"an error may leave `{held.name}` in the middle of something, which the pool should be told"
    )
    yield Candidate(
        tuple(edits),
        "releases in a `finally`",
        (*fault.doubts, doubt),
        is_advice=not is_memory,
        is_for_errors=True,
    )


def _is_memory(fault: Fault, held: Held) -> bool:
    """Whether what is lent is plain memory, by its catalogue entry or by the pool's name."""
    spec, func = fault.case.spec, held.call.func
    if spec is not None and spec.kind != "other":
        return spec.kind in _MEMORY
    return isinstance(func, cst.Attribute) and fault.facts.speaks_of_memory(func.value)
