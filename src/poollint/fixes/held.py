"""An acquisition that is a statement of its own, and what behind it needs the object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from poollint.fixes.fault import Fault, Refusal, Written
from poollint.fixes.layout import DEFINITIONS, Place, suites
from poollint.fixes.nodes import children

_LEAVING = (cst.Return, cst.Break, cst.Continue)
_STORING = frozenset({"append", "appendleft", "add", "put", "put_nowait", "insert", "setdefault", "extend"})


@dataclass(frozen=True)
class Held:
    """`name = pool.acquire()`, a statement of its own, and the last statement behind it that needs `name`.

    Behind the goal it is given back or `name` is another object. `given` is the goal where it is that
    statement that gives it back, on every way that comes there.
    """

    taken: Place
    name: str
    call: cst.Call
    is_awaited: bool
    goal: int
    given: int | None = None

    @property
    def behind(self) -> range:
        """The positions of the statements that need the object, and of those between."""
        return range(self.taken.index + 1, self.goal + 1)


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
    if not goals(fault, held):
        return Refusal("nothing behind the acquisition uses it")
    if any(fault.facts.is_read(node, target.value) for node in _beyond(fault, taken)):
        return Refusal(f"`{target.value}` is used outside the block that takes it out")
    return held


def unfit(fault: Fault, held: Held, *, to_release: bool = False) -> Refusal | None:
    """Why one release can't end the whole stretch: the name is another object's, or the object another's.

    With `to_release` what stands behind the release in a `finally` is left out.
    """
    behind = [held.taken.suite.body[index] for index in held.behind]
    if held.name in fault.facts.bound(_before_release(fault, behind) if to_release else behind):
        return Refusal(f"`{held.name}` is bound anew")
    function = fault.layout.function(held.taken.statement)
    own = own_boxes(function) if function is not None else frozenset[str]()
    is_handed = leaves_handed if held.given is not None else hands_on
    if any(is_handed(node, held.name, own) for node in behind):
        return Refusal(f"`{held.name}` is handed on: who gets it should give it back")
    return None


def leaves_handed(
    node: cst.CSTNode, name: str, own: frozenset[str] = frozenset(), leaving: tuple[type, ...] = _LEAVING
) -> bool:
    """Whether a way through a statement hands the object on and leaves, past the release further down."""
    if isinstance(node, (cst.For, cst.While)):
        leaving = (cst.Return,)
    for suite in suites(node):
        last = suite.body[-1]
        part = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else last
        if isinstance(part, leaving) and any(hands_on(one, name, own) for one in suite.body):
            return True
        if any(leaves_handed(one, name, own, leaving) for one in suite.body):
            return True
    return False


def _before_release(fault: Fault, nodes: Sequence[cst.CSTNode]) -> Iterator[cst.CSTNode]:
    """The same statements without what stands behind a release in the `finally` of the last one."""
    for node in nodes:
        at = final_release(fault, node)
        if at is None:
            yield node
        else:
            assert isinstance(node, cst.Try)
            assert node.finalbody is not None
            yield from (part for part in children(node) if part is not node.finalbody)
            yield from node.finalbody.body.body[:at]


def final_release(fault: Fault, node: cst.CSTNode) -> int | None:
    """The position of the release in the `finally` of a `try` that has one there."""
    if not isinstance(node, cst.Try) or node.finalbody is None:
        return None
    body = node.finalbody.body.body
    return next((index for index, one in enumerate(body) if gives_back(fault, one)), None)


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
            yield from _later_suites(node, here.suite)
        yield from outer.after()
        here = outer


def _later_suites(node: cst.Try | cst.TryStar, suite: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The suites of a `try` that can run behind one of them."""
    if suite is node.body:
        yield from (one for one in suites(node) if one is not suite)
    elif node.finalbody is not None and suite is not node.finalbody.body:
        yield node.finalbody.body


def goals(fault: Fault, held: Held) -> list[Held]:
    """Up to the last statement of the suite that mentions the object, and to the last with what it gave.

    What stands behind a release that all ways pass, or behind another binding of the name, is not its own.
    """
    body = held.taken.suite.body
    wanted = {held.name}
    found: dict[str, int] = {}
    given = None
    for index in range(held.taken.index + 1, len(body)):
        if isinstance(body[index], cst.SimpleStatementLine) and held.name in fault.facts.bound([body[index]]):
            break
        names = fault.facts.names(body[index])
        if held.name in names:
            found["itself"] = index
        if not wanted.isdisjoint(names):
            wanted |= fault.facts.bound([body[index]])
            found["made of it"] = index
        if gives_back(fault, body[index]) or final_release(fault, body[index]) is not None:
            given = index
            break
    return [replace(held, goal=goal, given=given) for goal in sorted(set(found.values()))]


def hands_on(node: cst.CSTNode, name: str, own: frozenset[str] = frozenset()) -> bool:
    """Whether the object itself is returned, stored, or put into something that is none of `own`."""
    if isinstance(node, cst.Return):
        return node.value is not None and _is_part(node.value, name)
    if isinstance(node, cst.Assign) and _is_part(node.value, name):
        return any(_is_elsewhere(target.target, own) for target in node.targets)
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        if node.func.attr.value in _STORING and any(_is_part(arg.value, name) for arg in node.args):
            return not (isinstance(node.func.value, cst.Name) and node.func.value.value in own)
    return any(hands_on(child, name, own) for child in children(node))


def _is_elsewhere(target: cst.CSTNode, own: frozenset[str]) -> bool:
    """Whether an assignment goes to more than local names."""
    if isinstance(target, (cst.Attribute, cst.Subscript)):
        return not (isinstance(target.value, cst.Name) and target.value.value in own)
    return any(_is_elsewhere(child, own) for child in children(target))


def own_boxes(function: cst.CSTNode) -> frozenset[str]:
    """The local names that are only ever given a display, and never returned: what is in there stays."""
    made: set[str] = set()
    other: set[str] = set()
    stack = list(children(function))
    while stack:
        node = stack.pop()
        if isinstance(node, cst.Assign):
            for target in node.targets:
                if isinstance(target.target, cst.Name):
                    box = isinstance(node.value, (cst.List, cst.Dict, cst.Set))
                    (made if box else other).add(target.target.value)
        elif isinstance(node, (cst.Return, cst.Yield)):
            other |= {part.value for part in _names(node)}
        elif isinstance(node, cst.Param):
            other.add(node.name.value)
        stack.extend(children(node))
    return frozenset(made - other)


def _names(node: cst.CSTNode) -> Iterator[cst.Name]:
    if isinstance(node, cst.Name):
        yield node
    for child in children(node):
        yield from _names(child)


def _is_part(node: cst.CSTNode, name: str) -> bool:
    """Whether a value is the object, or a collection or result of a call that may hold it."""
    if isinstance(node, cst.Name):
        return node.value == name
    if isinstance(node, cst.Call):
        return any(_is_part(argument.value, name) for argument in node.args)
    if isinstance(node, (cst.Attribute, cst.Subscript, cst.Comparison, cst.Await, cst.BaseComp)):
        return False
    return any(_is_part(child, name) for child in children(node))


def releases(fault: Fault, held: Held) -> Iterator[Place]:
    """Each statement behind the acquisition that gives the object back, in whatever words."""
    stack = [Place(held.taken.suite, index) for index in held.behind]
    while stack:
        place = stack.pop()
        if gives_back(fault, place.statement):
            yield place
        elif not isinstance(place.statement, DEFINITIONS):
            for suite in suites(place.statement):
                stack += [Place(suite, index) for index in range(len(suite.body))]


def gives_back(fault: Fault, node: cst.CSTNode) -> bool:
    """Whether a statement does nothing else: in the words of the finding, or in those of any release."""
    written = fault.release if fault.case.is_released else None
    if isinstance(written, Written) and fault.is_same_call(node, written):
        return True
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return False
    return isinstance(node.body[0], cst.Expr) and any(fault.said_otherwise(node))


def may_fail_behind(fault: Fault, node: cst.CSTNode) -> bool:
    """Whether a function of the file that gives the object back may raise when it has done so."""
    own = {one.name.value: one for one in fault.layout.source.module.body if isinstance(one, cst.FunctionDef)}
    for call in fault.said_otherwise(node):
        function = own.get(call.func.value) if isinstance(call.func, cst.Name) else None
        if function is None:
            continue
        last = function.body.body[-1]
        given = {*fault.facts.names(last)} & {one.name.value for one in function.params.params}
        if not isinstance(last, cst.SimpleStatementLine) or not given or not _gives(fault, last):
            return True
    return False


def _gives(fault: Fault, node: cst.CSTNode) -> bool:
    """Whether a statement calls something by a verb that gives back."""
    if isinstance(node, cst.Call):
        verb = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
        if isinstance(verb, cst.Name) and fault.facts.gives_back(verb.value):
            return True
    return any(_gives(fault, child) for child in children(node))


def starts_late(fault: Fault, nodes: Sequence[cst.CSTNode], name: str) -> bool:
    """Whether something that runs later gets the object of that name in these statements.

    What a group, an executor or a stack runs is over at the end of its own block.
    """
    return any(_starts_late(fault, node, name, frozenset()) for node in nodes)


def _starts_late(fault: Fault, node: cst.CSTNode, name: str, blocks: frozenset[str]) -> bool:
    if isinstance(node, cst.With):
        blocks |= fault.facts.bound(node.items)
    if fault.facts.is_registration(node) and name in fault.facts.names(node):
        func = node.func if isinstance(node, cst.Call) else None
        receiver = func.value if isinstance(func, cst.Attribute) else None
        if isinstance(receiver, cst.Name) and receiver.value in blocks:
            return False
        if not (isinstance(receiver, cst.Name) and receiver.value == name):
            return True
    return any(_starts_late(fault, child, name, blocks) for child in children(node))
