"""An object that a plain way lets go of is given back first: above the `return`, or what takes its name away.

if not rows:                    if not rows:
    return 0                ->      pool.putconn(conn)
conn.write(rows)                    return 0
pool.putconn(conn)              conn.write(rows)
                                pool.putconn(conn)

The words are those of a release that is written: of the same object, of another one from the same pool, or
elsewhere in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

import libcst as cst

from poollint.fixes.again import fresh_name
from poollint.fixes.edits import TextEdit
from poollint.fixes.facts import branches
from poollint.fixes.fault import UNSEEN, Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.layout import DEFINITIONS, Place, suites
from poollint.fixes.nodes import children
from poollint.lifecycle import Loss

_MOST_PLACES = 8


@dataclass(frozen=True)
class Words:
    """A statement that gives an object back, with a gap for its name; `doubt` where it is only likely."""

    before: str
    after: str
    doubt: str = ""

    def said(self, name: str) -> str:
        return self.before + name + self.after


def attempts(fault: Fault) -> Attempts:
    """Give it back at every place where it is let go of."""
    if fault.case.code != "POOL301" or not fault.case.losses:
        return
    known = list(words(fault))
    if not known:
        yield Refusal("nothing here says how it is given back")
        return
    for some in fault.case.losses:
        for one in known:
            yield from _before(fault, some, one)


def _before(fault: Fault, some: tuple[Loss, ...], one: Words) -> Attempts:
    doubts = [*fault.doubts, *filter(None, (one.doubt,))]
    if not all(loss.is_sure for loss in some):
        doubts.append("some way there may not hold it any more")
    if fault.case.spec is None and _receiver(fault) in ("self", "cls"):
        doubts.append("that it is lent is told by the names of methods alone")
    ways: list[list[list[TextEdit]]] = []
    for loss in some:
        name = fault.case.name if fault.case.name in loss.names else loss.names[0]
        found = _places(fault, loss, one.said(name), name)
        if isinstance(found, Refusal):
            yield found
            return
        ways.append(found)
    for edits in islice(product(*ways), _MOST_PLACES):
        yield Candidate(
            tuple(edit for part in edits for edit in part),
            "gives it back before it is let go of",
            tuple(doubts),
        )


def _places(fault: Fault, loss: Loss, line: str, name: str) -> list[list[TextEdit]] | Refusal:
    """The edits for one loss, in each way that there is."""
    layout = fault.layout
    place = layout.place(layout.range(loss.span))
    if place is None:
        return Refusal("where it is let go of is not written in this function")
    if loss.what == "end":
        node = place.statement
        body = node.body if isinstance(node, cst.FunctionDef) else None
        if not isinstance(body, cst.IndentedBlock):
            return Refusal("the function ends on one line")
        found = [[edit] for edit in _at_ends(fault, body, line, name)]
        return found or Refusal("some way to the end may not hold it any more")
    if not loss.is_sure and not _is_bound(fault, place, name):
        return Refusal(f"`{name}` may not be bound where it is let go of")
    if not loss.is_sure and _is_given_unseen(fault, place):
        return Refusal("another release of it is run elsewhere")
    reason = layout.movable(place)
    statement = place.statement
    if reason is not None or not isinstance(statement, cst.SimpleStatementLine):
        return Refusal(f"nothing can stand before what lets go of it: {reason or 'it is a block'}")
    row = layout.own_first_row(place)
    indent = layout.indent(layout.first_row(statement))
    part = statement.body[0]
    function = layout.function(statement)
    if line.startswith("await ") and _is_said(fault, function, line.removeprefix("await ")):
        return UNSEEN
    if (
        isinstance(part, cst.Return)
        and part.value is not None
        and (function is None or _reads(fault, function, part.value, name))
    ):
        if function is None:
            return Refusal("it is let go of outside a function")
        result = fresh_name(fault, function, "result")
        start, end = layout.source.offsets(part)
        value = layout.source.offsets(part.value)
        ending = layout.ending(layout.last_row(statement))
        return [
            [
                TextEdit(start, value[0], f"{result} = "),
                TextEdit(end, end, f"{ending}{indent}{line}{ending}{indent}return {result}"),
            ]
        ]
    return [[layout.put_before(row, indent + line)]]


def _is_said(fault: Fault, node: cst.CSTNode | None, line: str) -> bool:
    """Whether a statement inside a node has these words."""
    if node is None or isinstance(node, cst.SimpleStatementLine):
        return node is not None and fault.layout.code(node).strip() == line
    return any(_is_said(fault, child, line) for child in children(node))


def _reads(fault: Fault, function: cst.CSTNode, value: cst.BaseExpression, name: str) -> bool:
    """Whether a value that is returned is read from the object, or from what was made of it."""
    if fault.facts.is_read(value, name):
        return True
    if isinstance(value, (cst.Name, cst.BinaryOperation, cst.Comparison)):
        return False
    return not _made_of(fault, function, name).isdisjoint(fault.facts.names(value))


def _made_of(fault: Fault, function: cst.CSTNode, name: str) -> set[str]:
    """The names that are bound, bit by bit, with what an object of that name gives."""
    heads: list[tuple[cst.CSTNode, set[str]]] = []
    stack = children(function)
    while stack:
        node = stack.pop()
        if isinstance(node, (cst.SimpleStatementLine, cst.WithItem)):
            heads.append((node, fault.facts.bound([node])))
            continue
        if isinstance(node, cst.For):
            heads.append((node.iter, fault.facts.names(node.target)))
        stack += children(node)
    made: set[str] = {name}
    while True:
        new = {
            one
            for node, bound in heads
            if not made.isdisjoint(fault.facts.names(node))
            for one in bound
            if one not in made
        }
        if not new:
            return made
        made |= new


def _at_ends(fault: Fault, body: cst.IndentedBlock, line: str, name: str) -> Iterator[TextEdit]:
    """Behind the last statement of a suite, and at the end of each suite of that statement."""
    layout = fault.layout
    last = Place(body, len(body.body) - 1)
    if fault.facts.ends(body):
        return
    indent = layout.indent(layout.first_row(last.statement))
    end = Place(body, len(body.body))
    if layout.movable(last) is None and _is_bound(fault, end, name) and not _is_given_unseen(fault, end):
        yield layout.put_after(layout.tail_row(last), indent + line)
    if isinstance(last.statement, (cst.If, cst.With, cst.Try, cst.Match)):
        for suite in suites(last.statement):
            if isinstance(suite, cst.IndentedBlock):
                yield from _at_ends(fault, suite, line, name)


def _above(fault: Fault, place: Place) -> Iterator[cst.CSTNode]:
    """The statements that stand before a place in its suite, and in the suites around it."""
    here: Place | None = place
    while here is not None:
        yield from here.suite.body[: here.index]
        parent = fault.layout.parent(here.suite)
        while parent is not None and not isinstance(parent, (cst.BaseCompoundStatement, cst.Module)):
            parent = fault.layout.parent(parent)
        if isinstance(parent, (*DEFINITIONS, cst.Module)) or parent is None:
            return
        suite = fault.layout.parent(parent)
        while isinstance(suite, cst.If):  # an `elif`
            parent, suite = suite, fault.layout.parent(suite)
        assert isinstance(suite, (cst.IndentedBlock, cst.Module))
        here = Place(suite, list(suite.body).index(parent))
        if isinstance(parent, (cst.With, cst.For)):
            yield from (parent.items if isinstance(parent, cst.With) else (parent.target,))


def _is_bound(fault: Fault, place: Place, name: str) -> bool:
    """Whether a name is surely bound at a place: nothing deletes it, and what stands above binds it."""
    anchor = place.suite.body[0]
    function = fault.layout.function(anchor)
    if function is None or _deletes(function, name):
        return False
    parameters = function.params
    named = (*parameters.params, *parameters.kwonly_params, *parameters.posonly_params)
    if any(one.name.value == name for one in named):
        return True
    return any(_binds(fault, node, name) for node in _above(fault, place))


def _binds(fault: Fault, node: cst.CSTNode, name: str) -> bool:
    """Whether behind a statement a name is surely bound."""
    if isinstance(node, (cst.If, cst.Try, cst.TryStar)):
        if isinstance(node, cst.If):
            ways = branches(node)
            if not _has_else(node):
                return False
        else:
            ways = [node.body, *(handler.body for handler in node.handlers)]
            if node.finalbody is not None and _binds(fault, node.finalbody.body, name):
                return True
        return all(fault.facts.ends(way) or _binds(fault, way, name) for way in ways)
    if isinstance(node, cst.IndentedBlock):
        return any(_binds(fault, one, name) for one in node.body)
    if isinstance(node, (cst.For, cst.While, *DEFINITIONS)):
        return False
    return name in fault.facts.bound([node]) or (isinstance(node, cst.Name) and node.value == name)


def _has_else(node: cst.If) -> bool:
    rest = node.orelse
    while isinstance(rest, cst.If):
        rest = rest.orelse
    return rest is not None


def _deletes(node: cst.CSTNode, name: str) -> bool:
    if isinstance(node, cst.Del):
        return any(isinstance(part, cst.Name) and part.value == name for part in _parts(node.target))
    return any(_deletes(child, name) for child in children(node))


def _parts(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    yield node
    for child in children(node):
        yield from _parts(child)


def _is_given_unseen(fault: Fault, place: Place) -> bool:
    """Whether a statement above has a release run elsewhere: the analysis knows nothing from there on."""
    return any(run_elsewhere(fault, node) for node in _above(fault, place))


def run_elsewhere(fault: Fault, node: cst.CSTNode) -> bool:
    """Whether a statement makes a release that something else is to run."""
    return any(
        not isinstance(fault.layout.parent(call), (cst.Expr, cst.Await))
        for call in fault.said_otherwise(node)
    )


# Words


def words(fault: Fault) -> Iterator[Words]:
    """The statements that may give the object back, the surest first."""
    layout, case = fault.layout, fault.case
    release = fault.release
    function = None
    if case.acquired is not None:
        taken = layout.place(layout.range(case.acquired))
        function = layout.function(taken.statement) if taken is not None else None
    said: set[str] = set()
    for one in _all_words(fault, release if case.is_released else None):
        if one.said("_") not in said and not ("await " in one.before and _is_plain(function)):
            said.add(one.said("_"))
            yield one


def _is_plain(function: cst.FunctionDef | None) -> bool:
    return function is None or function.asynchronous is None


def _all_words(fault: Fault, release: Written | Refusal | None) -> Iterator[Words]:
    if isinstance(release, Written) and not fault.throws_away(release.call):
        assert isinstance(release.call, cst.Call)
        found = _with_gap(fault, release.place.statement, release.call, fault.case.name)
        if found is not None:
            yield found
    found = _said_inside(fault) if release is not None else None
    if found is not None:
        yield found
    receiver = _receiver(fault)
    if receiver is None:
        return
    likely: list[Words] = []
    for statement, call in _releases_of_file(fault):
        argument = call.args[0].value
        own = fault.layout.code(call.func.value) if isinstance(call.func, cst.Attribute) else ""
        found = _with_gap(fault, statement, call, fault.layout.code(argument))
        if found is not None and own == receiver:
            yield found
        elif isinstance(call.func, cst.Attribute) and len(call.args) == 1:
            wait = "await " if fault.layout.code(statement).startswith("await ") else ""
            before = f"{wait}{receiver}.{call.func.attr.value}("
            likely.append(Words(before, ")", "it is given back here as another function of the file does it"))
    yield from likely
    for one in fault.case.spec.release if fault.case.spec is not None else ():
        if one.name is not None and not one.discard and one.form in ("arg", "self") and not one.arg:
            wait = "await " if one.mode == "await" else ""
            is_self = one.form == "self"
            before, after = (wait, f".{one.name}()") if is_self else (f"{wait}{receiver}.{one.name}(", ")")
            yield Words(before, after)


def _said_inside(fault: Fault) -> Words | None:
    """The words of the release in a nested function, where they mean the same in the function around it."""
    layout, inside = fault.layout, fault.case.release_inside
    place = layout.place(layout.range(inside)) if inside is not None and not fault.case.release_file else None
    function = layout.function(place.statement) if place is not None else None
    statement = place.statement if place is not None else None
    part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
    value = part.value if isinstance(part, cst.Expr) else None
    call = value.expression if isinstance(value, cst.Await) else value
    if statement is None or function is None or layout.function(function) is None:
        return None
    own = fault.facts.bound(function.body.body) | {param.value for param in _names_of(function.params)}
    if not isinstance(call, cst.Call) or not own.isdisjoint(fault.facts.names(call)):
        return None
    return _with_gap(fault, statement, call, fault.case.name)


def _names_of(node: cst.CSTNode) -> Iterator[cst.Name]:
    return (part for part in _parts(node) if isinstance(part, cst.Name))


def _receiver(fault: Fault) -> str | None:
    """What the object is taken from, as the program writes it: the pool, or what a helper gets for one."""
    acquired = fault.case.acquired
    call = fault.layout.node_at(fault.layout.range(acquired)) if acquired is not None else None
    call = call.expression if isinstance(call, cst.Await) else call
    if not isinstance(call, cst.Call):
        return None
    if isinstance(call.func, cst.Attribute):
        # A manager that is entered by hand is no pool, and takes nothing back by a verb of its pool.
        is_manager = call.func.attr.value in ("__enter__", "__aenter__")
        return None if is_manager else fault.layout.code(call.func.value)
    return fault.layout.code(call.args[0].value) if call.args else None


def _with_gap(fault: Fault, statement: cst.CSTNode, call: cst.Call, name: str) -> Words | None:
    """The text of a statement with a gap where its call names the object."""
    layout = fault.layout
    parts: list[cst.CSTNode] = [argument.value for argument in call.args]
    if isinstance(call.func, cst.Attribute):
        parts.append(call.func.value)
    gap = next((part for part in parts if isinstance(part, cst.Name) and part.value == name), None)
    code = layout.code(statement)
    if gap is None or "\n" in code or "\r" in code:
        return None
    start = layout.source.offsets(statement)[0]
    begin, end = layout.source.offsets(gap)
    return Words(code[: begin - start], code[end - start :])


def _releases_of_file(fault: Fault) -> Iterator[tuple[cst.CSTNode, cst.Call]]:
    """The statements of the file that give a plain name back by a verb that means nothing else."""
    stack: list[cst.CSTNode] = [fault.layout.source.module]
    while stack:
        node = stack.pop()
        if not isinstance(node, cst.SimpleStatementLine):
            stack.extend(reversed(children(node)))
            continue
        part = node.body[0]
        value = part.value if isinstance(part, cst.Expr) and len(node.body) == 1 else None
        call = value.expression if isinstance(value, cst.Await) else value
        if isinstance(call, cst.Call) and call.args and isinstance(call.args[0].value, cst.Name):
            verb = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
            if verb and fault.facts.gives_back(verb) and not fault.throws_away(call):
                yield node, call
