"""The name tells whether there is an object: it is None behind each release, and a `finally` asks it.

conn = pool.getconn()                   conn = pool.getconn()
for row in rows:                        try:
    if row.last:                            for row in rows:
        pool.putconn(conn)                      if row.last:
        conn = pool.getconn()       ->              pool.putconn(conn)
    conn.load(row)                                  conn = None
pool.putconn(conn)                                  conn = pool.getconn()
                                                conn.load(row)
                                        finally:
                                            if conn is not None:
                                                pool.putconn(conn)

Where some way without an error keeps the object, and may mean to, only an error asks: `except BaseException`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import libcst as cst

from poollint.fixes.edits import TextEdit
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal
from poollint.fixes.held import gives_back, hands_on, may_fail_behind, own_boxes, starts_late
from poollint.fixes.layout import DEFINITIONS, Place, suites
from poollint.fixes.loss import Words, run_elsewhere, words
from poollint.fixes.move import without
from poollint.fixes.nodes import children
from poollint.fixes.settle import Deeper, settled
from poollint.fixes.whole import doubts_of_end

_MOST_WORDS = 2


@dataclass(frozen=True)
class _Stretch:
    """From the first binding of the name in its suite to the last statement there that mentions it."""

    first: Place
    name: str
    last: int

    @property
    def nodes(self) -> list[cst.CSTNode]:
        return list(self.first.suite.body[self.first.index + 1 : self.last + 1])


def attempts(fault: Fault) -> Attempts:
    """One `finally` for all that the name may hold, with the words of the last release or of another one."""
    stretch = _stretch(fault)
    if isinstance(stretch, Refusal):
        yield stretch
        return
    layout, suite = fault.layout, stretch.first.suite
    for index in range(stretch.first.index, stretch.last + 1):
        reason = layout.movable(Place(suite, index))
        if reason is not None:
            yield Refusal(f"a statement can't be indented: {reason}")
            return
    ends = _ends(fault, stretch)
    if isinstance(ends, Refusal):
        yield ends
        return
    own = [end for end in ends if end.place.suite is suite]
    stretch = replace(stretch, last=max([stretch.last, *(end.last.index for end in own)]))
    if any(run_elsewhere(fault, end.place.statement) for end in ends) and starts_late(
        fault, [node for node in stretch.nodes if not run_elsewhere(fault, node)], stretch.name
    ):
        yield Refusal("what runs late may still use it after an error")
        return
    final = max(own, key=lambda end: end.place.index, default=None)
    if fault.case.is_kept_by_choice:
        yield from _for_errors(fault, stretch, ends, final)
        return
    if final is not None and final.last.index == stretch.last:
        shorter = replace(stretch, last=final.place.index)
        if gives_back(fault, final.place.statement) and len(shorter.nodes) > 1:
            others = [end for end in ends if end is not final]
            yield from _candidates(fault, shorter, others, final.place)
    for one in islice(words(fault), _MOST_WORDS):
        yield from _candidates(fault, stretch, ends, one)


def _for_errors(fault: Fault, stretch: _Stretch, ends: list[_End], final: _End | None) -> Attempts:
    """Up to the first statement that may give it back; else with None behind each that does."""
    held = {
        fault.layout.within(stretch.first, fault.layout.source.offsets(end.place.statement)) for end in ends
    }
    early = replace(stretch, last=min((index for index in held if index is not None), default=0) - 1)
    if final is not None and final.last.index == stretch.last:  # a release that raises is not made again
        ends = [end for end in ends if end is not final]
        stretch = replace(stretch, last=final.place.index - 1)
    for some, behind in ((early, []), (stretch, ends)):
        for one in islice(words(fault), _MOST_WORDS) if some.nodes else ():
            yield from _candidates(fault, some, behind, one, for_errors=True)


def _stretch(fault: Fault) -> _Stretch | Refusal:
    layout, name, acquired = fault.layout, fault.case.name, fault.case.acquired
    taken = layout.place(layout.range(acquired)) if acquired is not None else None
    function = layout.function(taken.statement) if taken is not None else None
    if taken is None or function is None or not name.isidentifier():
        return Refusal("what is taken out has no plain name")
    first: Place | None = None
    here: Place | None = taken
    while here is not None:
        for index in range(here.index + 1):
            if _value(here.suite.body[index], name) is not None:
                first = Place(here.suite, index)
                break
        here = layout.outward(here)
    if first is None:
        return Refusal("what is taken out has no plain name")
    body = first.suite.body
    names = {name, *fault.facts.readers(function, name)}
    last = max((i for i in range(first.index + 1, len(body)) if _reads(fault, body[i], names)), default=0)
    if not last:
        return Refusal("nothing behind the acquisition uses it")
    stretch = _Stretch(first, name, last)
    if any(_reads(fault, node, names) for node in _outside(fault, first)):
        return Refusal(f"`{name}` is used outside the block that takes it out")
    above = first.suite.body[: first.index]
    if not fault.facts.binds_at_once(function, name, [*above, *stretch.nodes]):
        return Refusal(f"`{name}` is bound anew")
    reason = _unknown_binding(fault, [first.statement, *stretch.nodes], name)
    return Refusal(reason) if reason is not None else stretch


def _reads(fault: Fault, node: cst.CSTNode, names: set[str]) -> bool:
    """Whether a statement mentions the object, or a nested function that does."""
    return any(fault.facts.is_read(node, name) for name in names)


def _outside(fault: Fault, first: Place) -> Iterator[cst.CSTNode]:
    """What can run in the function behind the suite."""
    here = first
    while (outer := fault.layout.outward(here)) is not None:
        if isinstance(outer.statement, (cst.For, cst.While)):
            yield from here.suite.body[: here.index]
        yield from (suite for suite in suites(outer.statement) if suite is not here.suite)
        yield from outer.after()
        here = outer


def _value(node: cst.CSTNode, name: str) -> cst.BaseExpression | None:
    """What a plain assignment gives to the name alone."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return None
    part = node.body[0]
    if not isinstance(part, cst.Assign) or len(part.targets) != 1:
        return None
    target = part.targets[0].target
    return part.value if isinstance(target, cst.Name) and target.value == name else None


def _unknown_binding(fault: Fault, nodes: list[cst.CSTNode], name: str) -> str | None:
    """Why the name may hold something else: it is bound by more than acquisitions and None, or deleted."""
    stack = list(nodes)
    while stack:
        node = stack.pop()
        value = _value(node, name)
        if value is not None:
            call = value.expression if isinstance(value, cst.Await) else value
            is_none = isinstance(call, cst.Name) and call.value == "None"
            if not is_none and not (isinstance(call, cst.Call) and _takes(fault, call)):
                return f"`{name}` is bound anew"
        elif _is_deleted(node, name):
            continue
        elif isinstance(node, (cst.SimpleStatementLine, cst.For, cst.With, cst.ExceptHandler)):
            inner = node.body if isinstance(node, cst.SimpleStatementLine) else _head(node)
            if any(name in fault.facts.bound([part]) for part in inner):
                return f"`{name}` is bound anew"
        if not isinstance(node, cst.SimpleStatementLine):
            stack.extend(children(node))
    return None


def _is_deleted(node: cst.CSTNode, name: str) -> bool:
    """Whether a statement deletes the name and does nothing else."""
    part = node.body[0] if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 else None
    return isinstance(part, cst.Del) and isinstance(part.target, cst.Name) and part.target.value == name


def _deletions(nodes: Sequence[cst.CSTNode], name: str) -> Iterator[cst.CSTNode]:
    for node in nodes:
        if _is_deleted(node, name):
            yield node
        elif not isinstance(node, DEFINITIONS):
            yield from _deletions(children(node), name)


def _head(node: cst.CSTNode) -> list[cst.CSTNode]:
    """The children of a compound statement that are no suites. A loop binds by itself, not by a child."""
    if isinstance(node, cst.For):
        return [cst.Assign([cst.AssignTarget(node.target)], node.iter)]
    return [child for child in children(node) if not isinstance(child, cst.BaseSuite)]


def _takes(fault: Fault, call: cst.Call) -> bool:
    """Whether a call takes an object out: the told acquisition's words, or a verb that means that."""
    acquired = fault.case.acquired
    told = fault.layout.node_at(fault.layout.range(acquired)) if acquired is not None else None
    told = told.expression if isinstance(told, cst.Await) else told
    if isinstance(told, cst.Call) and fault.layout.code(told) == fault.layout.code(call):
        return True
    spec = fault.case.spec
    verb = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
    named = {one.name for one in spec.acquire} if spec is not None else set()
    return verb in named or fault.facts.takes_out(verb)


# Where the object goes


@dataclass(frozen=True)
class _End:
    """A statement behind which the name holds no object any more, and the one behind which it can be None.

    `is_none`: that one makes it None, or deletes it. What stands between only mentions it.
    """

    place: Place
    last: Place
    is_none: bool


def _ends(fault: Fault, stretch: _Stretch) -> list[_End] | Refusal:
    """All statements that give the object back or hand it on."""
    name = stretch.name
    function = fault.layout.function(stretch.first.statement)
    own = own_boxes(function) if function is not None else frozenset[str]()
    names = {name, *(fault.facts.readers(function, name) if function is not None else ())}
    found: list[_End] = []
    stack = [Place(stretch.first.suite, i) for i in range(stretch.first.index + 1, stretch.last + 1)]
    while stack:
        place = stack.pop()
        node = place.statement
        if isinstance(node, DEFINITIONS):
            continue
        if not isinstance(node, cst.SimpleStatementLine):
            for suite in suites(node):
                stack += [Place(suite, index) for index in range(len(suite.body))]
            continue
        if isinstance(node.body[-1], cst.Return) and hands_on(node, name):
            if fault.case.is_kept_by_choice:
                continue  # no error comes behind it
            return Refusal(f"`{name}` is handed on: who gets it should give it back")
        end: Place | None = None
        if gives_back(fault, node) or _is_closing(fault, node, name):
            end = place
        elif any(fault.said_otherwise(node)):
            end = _awaited(fault, place)
            if end is None:
                return Refusal("it is released in another way as well")
        elif hands_on(node, name, own):
            if any(fault.facts.is_read(one, name) for one in _later(fault, place, stretch)):
                return Refusal(f"`{name}` is handed on: who gets it should give it back")
            end = place
        if end is None:
            continue
        if may_fail_behind(fault, node):
            return Refusal("the called function may raise when it has given it back")
        reason = fault.layout.movable(end)
        if reason is not None:
            return Refusal(f"nothing can stand behind a release: {reason}")
        until = _until_none(fault, end, stretch, names)
        if until is None:
            return Refusal(f"`{name}` is looked at behind its release")
        found.append(until)
    return found


def _until_none(fault: Fault, end: Place, stretch: _Stretch, names: set[str]) -> _End | None:
    """Where the name can be None behind a release: nothing that comes then may tell the difference."""
    suite, name = end.suite, stretch.name
    last, is_none = end.index, False
    for index in range(end.index + 1, len(suite.body)):
        node = suite.body[index]
        if _is_none(fault, node, name) and _is_harmless(fault, suite.body[end.index + 1 : index]):
            last, is_none = index, True
            break
        if _is_none(fault, node, name) or _value(node, name) is not None:
            break
        if _reads(fault, node, names):
            last = index
    own = set(suite.body)
    uses = _is_used_by_nobody_right(fault, suite.body[end.index], name)
    if not _is_harmless(fault, suite.body[end.index + 1 : last + 1]) or any(
        _tells(fault, node, names, uses) for node in _later(fault, end, stretch) if node not in own
    ):
        return None
    passed = Place(suite, last)
    return _End(end, passed, is_none) if fault.layout.movable(passed) is None else None


def _is_used_by_nobody_right(fault: Fault, node: cst.CSTNode, name: str) -> str:
    """The name, if a statement gives the object back, here and now, and a use of it then is a fault."""
    spec = fault.case.spec
    is_wrong = spec is None or spec.use_after_release != "reconnects"
    return name if is_wrong and gives_back(fault, node) and not run_elsewhere(fault, node) else ""


def _tells(fault: Fault, node: cst.CSTNode, names: set[str], used: str) -> bool:
    """Whether a statement mentions the object other than to release it, which no right way does twice.

    No right way comes to a use of `used` either.
    """
    if isinstance(node, cst.SimpleStatementLine):
        return not gives_back(fault, node) and _shows(fault, node, names, used)
    if isinstance(node, (cst.BaseExpression, *DEFINITIONS)):
        return _shows(fault, node, names, used)
    return any(_tells(fault, child, names, used) for child in children(node))


def _shows(fault: Fault, node: cst.CSTNode, names: set[str], used: str) -> bool:
    """Whether a node mentions the object, other than to use it at once under the name `used`."""
    if isinstance(node, cst.Name):
        if node.value not in names or isinstance(
            fault.layout.parent(node), (cst.AssignTarget, cst.Del, cst.AsName)
        ):
            return False
        return not (node.value == used and fault.facts.is_use(node))
    if isinstance(node, cst.Attribute):
        return _shows(fault, node.value, names, used)
    if isinstance(node, (cst.Lambda, cst.GeneratorExp, *DEFINITIONS)):
        return _reads(fault, node, names)
    return any(_shows(fault, child, names, used) for child in children(node))


def _is_none(fault: Fault, node: cst.CSTNode, name: str) -> bool:
    return _is_deleted(node, name) or "".join(fault.layout.code(node).split()) == f"{name}=None"


def _is_harmless(fault: Fault, nodes: Sequence[cst.CSTNode]) -> bool:
    """Whether statements run to their end, as a message in a log does."""
    facts = fault.facts
    return not facts.risks(nodes).is_likely and not any(facts.leaves(node) for node in nodes)


def _is_closing(fault: Fault, node: cst.SimpleStatementLine, name: str) -> bool:
    """Whether a statement calls a nested function that gives back what the name holds."""
    part = node.body[0]
    value = part.value if isinstance(part, cst.Expr) else None
    call = value.expression if isinstance(value, cst.Await) else value
    function = fault.layout.function(node)
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Name) or function is None:
        return False
    return any(
        isinstance(inner, cst.FunctionDef)
        and inner.name.value == call.func.value
        and any(fault.said_otherwise(inner.body))
        for inner in function.body.body
    )


def _awaited(fault: Fault, place: Place) -> Place | None:
    """Behind `closing = pool.release(conn)`: the statement that awaits it, right below."""
    node = place.statement
    part = node.body[0] if isinstance(node, cst.SimpleStatementLine) else None
    target = part.targets[0].target if isinstance(part, cst.Assign) and len(part.targets) == 1 else None
    if not isinstance(target, cst.Name) or place.index + 1 >= len(place.suite.body):
        return None
    below = Place(place.suite, place.index + 1)
    said = "".join(fault.layout.code(below.statement).split())
    return below if said == f"await{target.value}" else None


def _later(fault: Fault, place: Place, stretch: _Stretch) -> Iterator[cst.CSTNode]:
    """The statements, or whole clauses, that may run behind a place before the name is bound again."""
    facts = fault.facts
    here: Place | None = place
    may_raise = has_left = has_jumped = False
    while here is not None:
        if not has_left:
            for node in here.after():
                if _value(node, stretch.name) is not None:
                    return
                yield node
            may_raise = may_raise or facts.risks(here.after()).may_raise
        if here.suite is stretch.first.suite:
            return
        outer = fault.layout.outward(here)
        last = _last(here.suite)
        if not has_left and isinstance(last, (cst.Return, cst.Raise)):
            has_left, may_raise = True, may_raise or isinstance(last, cst.Raise)
        if not has_left and isinstance(last, (cst.Continue, cst.Break)):
            has_left = has_jumped = True
        if outer is not None and isinstance(outer.statement, (cst.Try, cst.TryStar)):
            yield from _clauses(outer.statement, here.suite, may_raise, has_left)
        if outer is not None and isinstance(outer.statement, (cst.For, cst.While)):
            if has_jumped:
                has_left = has_jumped = False
            if not has_left:
                yield outer.statement  # the next turn
        here = outer


def _last(suite: cst.CSTNode) -> cst.CSTNode | None:
    """The last statement of a suite where it is a small one."""
    last = suite.body[-1] if isinstance(suite, cst.IndentedBlock) else None
    return last.body[-1] if isinstance(last, cst.SimpleStatementLine) else None


def _clauses(
    node: cst.Try | cst.TryStar, suite: cst.CSTNode, may_raise: bool, has_left: bool
) -> Iterator[cst.CSTNode]:
    """The other clauses of a `try` to which a way from one of its suites may come."""
    if suite is node.body:
        if may_raise:
            yield from (handler.body for handler in node.handlers)
        if node.orelse is not None and not has_left:
            yield node.orelse.body
    if node.finalbody is not None and suite is not node.finalbody.body:
        yield node.finalbody.body


# The edits


def _candidates(
    fault: Fault, stretch: _Stretch, ends: list[_End], final: Place | Words, *, for_errors: bool = False
) -> Iterator[Candidate]:
    layout, suite, name = fault.layout, stretch.first.suite, stretch.name
    row = layout.last_row(stretch.first.statement)
    indent, unit = layout.indent(layout.first_row(stretch.first.statement)), layout.unit(suite)
    last = stretch.last - 1 if isinstance(final, Place) else stretch.last
    tail = layout.tail_row(Place(suite, last))
    ending = layout.ending(tail)
    edits: list[TextEdit] = [layout.put_after(row, f"{indent}try:")]
    edits += layout.indented(suite, row + 1, tail, indent)
    deleted = list(_deletions(stretch.nodes, name))
    for node in deleted:
        edits.append(TextEdit(*layout.source.offsets(node), f"{name} = None"))
    for end in ends:
        if not end.is_none:
            inner = layout.indent(layout.first_row(end.last.statement))
            edits.append(layout.put_after(layout.tail_row(end.last), f"{inner}{unit}{name} = None"))
    is_sure = not ends and not deleted and not isinstance(_value(stretch.first.statement, name), cst.Name)
    is_sure = is_sure and not any(name in fault.facts.bound([node]) for node in stretch.nodes)
    deeper = unit if is_sure else unit + unit
    if isinstance(final, Place):
        edits += without(fault, final)
        block = layout.block(final, indent + deeper)
    else:
        block = f"{indent}{deeper}{final.said(name)}"
    asked = "" if is_sure else f"{indent}{unit}if {name} is not None:{ending}"
    head, foot = "finally", ""
    if for_errors:
        head, foot = "except BaseException", f"{ending}{indent}{unit}raise"
    edits.append(layout.put_after(tail, f"{indent}{head}:{ending}{asked}{block}{foot}"))
    what = "gives it back after an error" if for_errors else "releases in a `finally`"
    if not is_sure:
        what = f"{what.replace(' it ', ' ')} what its name still holds"
    held = Deeper(suite, stretch.first.index + 1, last, name)
    given = [end.place.statement for end in ends]
    doubts = [*fault.doubts, *doubts_of_end(fault, held, is_given=isinstance(final, Place), ends=given)]
    if isinstance(final, Words) and final.doubt:
        doubts.append(final.doubt)
    if for_errors:
        doubts.append("it is released then after an error as well")
    spec = fault.case.spec
    if not is_sure and (spec is None or spec.double_release != "noop"):
        doubts.append("a release that fails is made again then")
    if not all(gives_back(fault, node) for node in given):
        doubts.append("what hands it on may fail when it has done so")
    candidate = Candidate(tuple(edits), what, tuple(doubts), is_for_errors=True)
    yield from settled(fault, candidate, held)
