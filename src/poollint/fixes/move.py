"""The release goes below the last reference: in its suite, out of the blocks around it, or into a `finally`.

    pool.putconn(conn)              conn.commit()
    conn.commit()           ->      pool.putconn(conn)

Where something on the way may raise or leave, it goes into a `finally` instead, so that the release still
happens wherever it did.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from poollint.fixes.edits import TextEdit, outside
from poollint.fixes.facts import branches, looks_into
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.layout import DEFINITIONS, Place, Suite, lacks_final, suites
from poollint.fixes.nodes import children


def attempts(fault: Fault) -> Attempts:
    """Each place below to which the release may go, the nearest first."""
    release = fault.release
    if isinstance(release, Refusal):
        yield release
        return
    here: Place | None = release.place
    passed: list[cst.CSTNode] = []
    doubts: list[str] = list(fault.doubts)
    while here is not None:
        yield from _in_suite(fault, release, here, passed, doubts)
        way = _way_out(fault, release, here)
        if isinstance(way, Refusal):
            yield way
            return
        outer, between, doubt = way
        if outer is None:
            return
        passed += between
        doubts += doubt
        here = outer


def _in_suite(
    fault: Fault, release: Written, here: Place, passed: Sequence[cst.CSTNode], doubts: Sequence[str]
) -> Attempts:
    """The places behind `here` in its suite; `passed` has been left behind on the way to it."""
    suite = here.suite
    indices = [fault.layout.within(here, offsets) for offsets in fault.late]
    inside = [index for index in indices if index is not None]
    is_outside = len(inside) < len(indices)
    if any(index < here.index for index in inside):
        return  # in an earlier place of the suite: a later turn of a loop
    lowest = max(inside, default=here.index)
    if is_outside:
        # Only a handler of this very block can need it: then the end of the block is the place.
        goals = [len(suite.body) - 1] if _is_guarded_body(fault, here) else []
    elif fault.deferred:
        goals = [
            k for k in range(lowest, len(suite.body)) if k == here.index or _mentions(fault, suite.body[k])
        ]
        if any(_mentions(fault, node) for node in suite.body[here.index + 1 : lowest]):
            goals = list(dict.fromkeys((lowest, *goals)))
    else:
        goals = [lowest, *_uses_of_results(fault, here, lowest)]
        if any(fault.facts.keeps_lazily(node) for node in suite.body[here.index + 1 : lowest + 1]):
            goals = goals[-1:]  # what is read late there is read where the result is
    for goal in goals:
        if goal == here.index and here is release.place:
            continue
        yield from _below(fault, release, here, goal, passed, doubts)


def _uses_of_results(fault: Fault, here: Place, lowest: int) -> list[int]:
    """The later statements that mention what the late references gave: it may live off the object."""
    facts, body = fault.facts, here.suite.body
    results: set[str] = set()
    found: list[int] = []
    for index in range(here.index + 1, len(body)):
        statement = body[index]
        if any(fault.layout.holds(statement, offsets) for offsets in fault.late):
            results |= facts.bound([statement])
        elif not results.isdisjoint(facts.names(statement)):
            results |= facts.bound([statement])
            if index > lowest:
                found.append(index)
    return found


def _mentions(fault: Fault, statement: cst.CSTNode) -> bool:
    return not fault.handles.isdisjoint(fault.facts.names(statement))


def _is_guarded_body(fault: Fault, here: Place) -> bool:
    """Whether the suite is the body of a `try` whose every handler gives the object back itself."""
    parent = fault.layout.parent(here.suite)
    release = fault.release
    assert isinstance(release, Written)
    return (
        isinstance(parent, cst.Try)
        and parent.body is here.suite
        and bool(parent.handlers)
        and parent.handlers[-1].type is not None
        and fault.layout.code(parent.handlers[-1].type) in ("Exception", "BaseException")
        and all(
            any(fault.is_same_call(statement, release) for statement in handler.body.body)
            for handler in parent.handlers
        )
    )


def _below(
    fault: Fault,
    release: Written,
    here: Place,
    goal: int,
    passed: Sequence[cst.CSTNode],
    doubts: Sequence[str],
) -> Attempts:
    layout, facts = fault.layout, fault.facts
    suite = here.suite
    statements = list(suite.body[here.index + 1 : goal + 1])
    for index in range(here.index + 1, goal + 1):
        reason = layout.movable(Place(suite, index))
        if reason is not None:
            yield Refusal(f"a statement on the way can't be passed: {reason}")
            return
    rebound = facts.rebinds([*passed, *statements], release.call)
    renewed = rebound == fault.case.name and _is_swapped(fault, release, [*passed, *statements])
    if rebound is not None and not renewed:
        yield Refusal(f"`{rebound}` is bound anew before the last reference")
        return
    waiting = [node for node in statements[-1:] if fault.deferred and _mentions(fault, node)]
    way = [*passed, *(s for s in statements if s not in waiting)]
    risks = facts.risks(way, fault.late)
    reasons = list(doubts)
    if renewed:
        reasons.append(f"`{rebound}` may be another object by then, which goes back in its place")
    taking = takes_another(fault, way)
    if taking is not None:
        reasons.append(f"`{taking}` takes out another object while this one is held")
    elif risks.slow is not None:
        reasons.append(f"{risks.slow} runs before the release then")
    wraps = any(facts.leaves(statement) for statement in statements)
    before, is_faulty = _before_fault(fault, here, [*passed], statements)
    wraps = wraps or facts.risks(before).may_raise
    if facts.risks(passed).may_raise and (not is_faulty or _was_certain(fault, release.place)):
        yield Refusal("what stands between may raise before the block is left")
        return
    if facts.risks(passed, fault.late).is_likely and not statements:
        reasons.append("it is not released any more where what stands between raises")
    loud = [statement for statement in statements if not facts.waits_quietly(statement)]
    wraps = wraps or (
        facts.risks(loud).may_raise and (_is_guarded(fault, here) or _was_certain(fault, release.place))
    )
    if _is_guarded_body(fault, here) and not any(facts.leaves(statement) for statement in statements):
        wraps = False  # whatever raises, its handlers release
    if not statements and fault.deferred and not facts.exits_quietly(here.statement):
        # An error at the end of the block would skip a release below it.
        acquired = fault.case.acquired
        if acquired is not None and layout.holds(here.statement, layout.range(acquired)):
            yield Refusal("the object is taken out in the block itself")
            return
        doubt = "it is released then after an error in the block as well"
        yield Candidate(
            tuple(_around(fault, release, here)),
            "releases in a `finally` around the block",
            (*reasons, doubt),
            is_for_errors=True,
        )
        return
    if not wraps or not statements:
        edits = _moved(fault, release, here, goal)
        where = "below what waits for it" if waiting else "below the last use"
        if not statements:
            where = "below the block that still uses it"
        yield Candidate(tuple(edits), f"moves the release {where}", tuple(reasons))
    if not statements:
        return
    edits = _wrapped(fault, release, here, goal, asks=renewed)
    yield Candidate(
        tuple(edits), "releases in a `finally` behind the last use", tuple(reasons), is_for_errors=True
    )


def _before_fault(
    fault: Fault, here: Place, passed: list[cst.CSTNode], statements: list[cst.CSTNode]
) -> tuple[list[cst.CSTNode], bool]:
    """What runs before the path is surely faulty: behind that, nothing has to stay as it was."""
    start = fault.layout.source.offsets(here.statement)[0]
    if fault.deferred and any(end <= start for _, end in fault.deferred):
        # What runs late may be done already: then the path is right, and what waits for it raises its error.
        return [node for node in statements if not fault.facts.waits_quietly(node)], True
    before: list[cst.CSTNode] = []
    for statement in [*passed, *statements]:
        if not fault.facts.keeps_lazily(statement) and any(
            fault.layout.holds(statement, offsets) and fault.facts.is_sure(statement, offsets)
            for offsets in fault.late
        ):
            # A wait may give up before what runs late has begun: then the path is right.
            return [
                *before,
                *(node for node in statements[-1:] if fault.facts.gives_up(node)),
            ], statement in passed
        before.append(statement)
        if any(fault.layout.holds(statement, offsets) for offsets in fault.deferred):
            return [*before, *statements[-1:]], statement in passed
    return before, False


def _is_swapped(fault: Fault, release: Written, statements: Sequence[cst.CSTNode]) -> bool:
    """Whether the name is only bound anew by the same acquisition, in a suite that gives back before it.

    In between it may be None: nothing looks into it.
    """
    name, acquired = fault.case.name, fault.case.acquired
    taken = fault.layout.node_at(fault.layout.range(acquired)) if acquired is not None else None
    taken = taken.expression if isinstance(taken, cst.Await) else taken
    if not isinstance(taken, cst.Call):
        return False
    words = fault.layout.code(taken)
    stack = list(statements)
    while stack:
        node = stack.pop()
        if isinstance(node, cst.IndentedBlock):
            is_given = False
            for statement in node.body:
                is_given = is_given or fault.is_same_call(statement, release) or _is_given(fault, statement)
                if not isinstance(statement, cst.SimpleStatementLine) or name not in fault.facts.bound(
                    [statement]
                ):
                    if is_given and looks_into(statement, name):
                        return False
                    stack.append(statement)
                    continue
                part = statement.body[0]
                value = part.value if isinstance(part, cst.Assign) else None
                made = value.expression if isinstance(value, cst.Await) else value
                if not is_given or made is None or fault.layout.code(made) not in (words, "None"):
                    return False
        elif isinstance(node, cst.SimpleStatementLine):
            if name in fault.facts.bound([node]):
                return False
        elif not isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            stack += children(node)
    return True


def _is_given(fault: Fault, node: cst.CSTNode) -> bool:
    """Whether a statement is a call that says by its verb that it gives the object back."""
    part = node.body[0] if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1 else None
    value = part.value if isinstance(part, cst.Expr) else None
    call = value.expression if isinstance(value, cst.Await) else value
    return isinstance(call, cst.Call) and fault.says_release(call)


def takes_another(fault: Fault, statements: Sequence[cst.CSTNode]) -> str | None:
    """The call among these that takes an object out of the same pool.

    Where they lend the object for a block, that is any block of the file: there the pool has another name.
    """
    if fault.case.acquired is None:
        return None
    layout = fault.layout
    place = layout.node_at(layout.range(fault.case.acquired))
    if not isinstance(place, cst.Call):
        return None
    code = layout.code(place.func)
    verb = code.rpartition(".")[2]
    stack = [(node, False) for node in statements]
    while stack:
        node, is_lent = stack.pop()
        if isinstance(node, cst.Call):
            words = layout.code(node.func)
            if words == code or (is_lent and words.rpartition(".")[2] == verb):
                return f"{words}()"
        elif isinstance(node, cst.Yield) and not is_lent and fault.facts.lends_for_a_block(node):
            function = layout.function(node)
            name = function.name.value if function is not None else ""
            stack += [(body, True) for body in _blocks_of(fault, layout.source.module, name)]
        stack += [(child, is_lent) for child in children(node)]
    return None


def _blocks_of(fault: Fault, node: cst.CSTNode, name: str) -> Iterator[cst.CSTNode]:
    """The bodies of the blocks that a function of that name lends to."""
    if isinstance(node, cst.With):
        calls = [item.item.func for item in node.items if isinstance(item.item, cst.Call)]
        if any(fault.layout.code(call).rpartition(".")[2] == name for call in calls):
            yield node.body
            return
    for child in children(node):
        yield from _blocks_of(fault, child, name)


def _is_guarded(fault: Fault, here: Place) -> bool:
    """Whether a handler or a swallowing block of the same function may go on after an exception."""
    inner: cst.CSTNode = here.suite
    for node in fault.layout.ancestors(here.suite):
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            return False
        if isinstance(node, cst.Try) and node.handlers and node.body is inner:
            return True
        if isinstance(node, cst.With) and _may_swallow(fault, node):
            return True
        inner = node
    return False


def _was_certain(fault: Fault, here: Place) -> bool:
    """Whether nothing was likely to raise between the acquisition and `here`: no error skipped the release.

    Where the acquisition stands in a block above, what is left of that block counts, too; where it is not in
    sight, what stands above `here` in its own suite.
    """
    above: list[cst.CSTNode] = list(here.suite.body[: here.index])
    if fault.case.acquired is not None:
        offsets = fault.layout.range(fault.case.acquired)
        taken = fault.layout.place(offsets)
        top = fault.layout.within(here, offsets)
        if taken is not None and top is not None and top < here.index:
            above = [*_rest_of_block(fault, taken, here.suite), *here.suite.body[top + 1 : here.index]]
    passed = [part for node in above if not _catches_all(fault, node) for part in _on_the_way(node)]
    return not fault.facts.risks(passed).is_likely


def _on_the_way(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The parts of a statement that a way runs which goes on behind it: no arm of an `if` that leaves."""
    if not isinstance(node, cst.If):
        yield node
        return
    yield node.test
    if not _ends_the_way(node.body):
        yield node.body
    if isinstance(node.orelse, cst.If):
        yield from _on_the_way(node.orelse)
    elif node.orelse is not None and not _ends_the_way(node.orelse.body):
        yield node.orelse.body


def _ends_the_way(suite: cst.BaseSuite) -> bool:
    last = suite.body[-1] if suite.body else None
    if isinstance(last, cst.SimpleStatementLine):
        last = last.body[-1]
    return isinstance(last, (cst.Return, cst.Raise, cst.Continue, cst.Break))


def _rest_of_block(fault: Fault, taken: Place, suite: Suite) -> Iterator[cst.CSTNode]:
    """What runs behind a statement before its way comes out in `suite`."""
    here: Place | None = taken
    while here is not None and here.suite is not suite:
        yield from here.after()
        owner, outer = fault.layout.parent(here.suite), fault.layout.outward(here)
        if isinstance(owner, cst.Try) and owner.orelse is not None:
            yield owner.orelse.body
        if (
            outer is not None
            and isinstance(outer.statement, cst.Try)
            and outer.statement.finalbody is not None
        ):
            yield outer.statement.finalbody.body
        here = outer


def _catches_all(fault: Fault, node: cst.CSTNode) -> bool:
    """Whether a `try` lets no exception out, or none with the object still held."""
    if not isinstance(node, cst.Try) or node.orelse is not None or node.finalbody is not None:
        return False
    last = node.handlers[-1].type
    broad = last is None or fault.layout.code(last) in ("Exception", "BaseException")
    return broad and not any(
        (fault.facts.leaves(handler.body) or fault.facts.risks([handler.body]).is_likely)
        and not _gives_first(fault, handler.body)
        for handler in node.handlers
    )


def _gives_first(fault: Fault, suite: cst.BaseSuite) -> bool:
    """Whether the first statement of a suite gives the object back: by the same call, or it says so."""
    release, first = fault.release, suite.body[0]
    return (isinstance(release, Written) and fault.is_same_call(first, release)) or _is_given(fault, first)


def _may_swallow(fault: Fault, node: cst.With) -> bool:
    swallowers = fault.facts.swallowers
    for item in node.items:
        if isinstance(item.item, cst.Call):
            name = fault.layout.code(item.item.func)
            if name in swallowers or name.rpartition(".")[2] in swallowers:
                return True
    return False


def _moved(fault: Fault, release: Written, here: Place, goal: int) -> Iterator[TextEdit]:
    layout = fault.layout
    yield from without(fault, release.place)
    target = Place(here.suite, goal)
    indent = layout.indent(layout.first_row(here.statement))
    yield layout.put_after(layout.tail_row(target), layout.block(release.place, indent))


def _wrapped(fault: Fault, release: Written, here: Place, goal: int, *, asks: bool) -> Iterator[TextEdit]:
    """`try:` in place of the release (or below the block it left), the rest deeper, `finally:` behind.

    With `asks` the name is None behind each release inside, and the `finally` asks it.
    """
    layout = fault.layout
    indent = layout.indent(layout.first_row(here.statement))
    unit = layout.unit(here.suite)
    first = Place(here.suite, here.index + 1)
    is_one = not asks and lacks_final(here.suite.body[first.index : goal + 1])
    if is_one:
        yield from without(fault, release.place)
    elif here is release.place:
        top, bottom = layout.own_first_row(here), layout.last_row(here.statement)
        end = layout.rows.end(bottom) - len(layout.rows.ending(bottom))
        yield TextEdit(layout.rows.start(top), end, f"{indent}try:")
        begin = bottom + 1
    else:
        yield from without(fault, release.place)
        begin = layout.own_first_row(first)
        yield layout.put_before(begin, f"{indent}try:")
    last = layout.tail_row(Place(here.suite, goal))
    if not is_one:
        yield from layout.indented(here.suite, begin, last, indent)
    ending = layout.ending(last)
    head = f"{indent}finally:{ending}"
    if asks:
        name = fault.case.name
        head += f"{indent}{unit}if {name} is not None:{ending}"
        indent += unit
        for place in _same_calls(fault, release, here, goal):
            after = place.after()
            if not after or "".join(layout.code(after[0]).split()) != f"{name}=None":
                inner = layout.indent(layout.first_row(place.statement))
                yield layout.put_after(layout.last_row(place.statement), f"{inner}{unit}{name} = None")
    yield layout.put_after(last, head + layout.block(release.place, indent + unit))


def _same_calls(fault: Fault, release: Written, here: Place, goal: int) -> Iterator[Place]:
    """The statements of the stretch that give the object back."""
    stack = [Place(here.suite, index) for index in range(here.index + 1, goal + 1)]
    while stack:
        place = stack.pop()
        if fault.is_same_call(place.statement, release) or _is_given(fault, place.statement):
            yield place
        elif not isinstance(place.statement, DEFINITIONS):
            for suite in suites(place.statement):
                stack += [Place(suite, index) for index in range(len(suite.body))]


def _around(fault: Fault, release: Written, here: Place) -> Iterator[TextEdit]:
    """`try:` above a statement, which goes deeper without the release in it, and `finally:` below."""
    layout = fault.layout
    indent = layout.indent(layout.first_row(here.statement))
    first, last = layout.first_row(here.statement), layout.tail_row(here)
    gone = without(fault, release.place)
    yield from gone
    yield layout.put_before(first, f"{indent}try:")
    yield from outside(layout.indented(here.suite, first, last, indent), gone)
    block = layout.block(release.place, indent + layout.unit(here.suite))
    yield layout.put_after(last, f"{indent}finally:{layout.ending(last)}{block}")


def without(fault: Fault, place: Place) -> list[TextEdit]:
    """Take a statement out; what is left of a block that held nothing else is a `pass`."""
    layout = fault.layout
    if len(place.suite.body) > 1:
        return [layout.taken_out(place)]
    start, end = layout.source.offsets(place.statement)
    return [TextEdit(start, end, "pass")]


Way = tuple[Place | None, list[cst.CSTNode], list[str]]


def _way_out(fault: Fault, release: Written, here: Place) -> Way | Refusal:
    """From a statement to the one whose block it stands in: what is passed, and what becomes doubtful.

    It is a way only where that block's end is reached exactly when the statement was.
    """
    layout, facts = fault.layout, fault.facts
    outer = layout.outward(here)
    if outer is None:
        return None, [], []
    rest = list(here.after())
    if any(facts.leaves(statement) for statement in rest):
        return Refusal("a later statement leaves the block")
    owner = layout.parent(here.suite)
    node = outer.statement
    if isinstance(owner, cst.With):
        if _may_swallow(fault, owner):
            return Refusal("the block around it swallows exceptions")
        if any(facts.is_lock(item.item) for item in owner.items):
            return Refusal("the lock around it may be there for the release")
        return outer, rest, _ended_before(fault, owner)
    if isinstance(owner, cst.Try) and owner is node:
        if owner.handlers:
            return Refusal("a handler of the block may be there for the release")
        between: list[cst.CSTNode] = list(owner.orelse.body.body) if owner.orelse is not None else []
        if owner.finalbody is not None:
            between += owner.finalbody.body.body
        if any(facts.leaves(statement) for statement in between):
            return Refusal("a later statement leaves the block")
        return outer, [*rest, *between], []
    if isinstance(owner, (cst.If, cst.Else)) and isinstance(node, cst.If):
        others = [suite for suite in branches(node) if suite is not here.suite]
        has_else = _has_else(node)
        if not has_else or not all(facts.ends(suite) for suite in others):
            return Refusal("the paths part: not every one of them releases it")
        return outer, rest, []
    if isinstance(owner, (cst.For, cst.While)) and owner is node and owner.orelse is None:
        acquired = fault.case.acquired
        if acquired is None or layout.holds(node, layout.range(acquired)):
            return Refusal("it is released in each turn of a loop")
        if any(facts.leaves(s) for s in owner.body.body if s is not here.statement):
            return Refusal("a later statement leaves the loop")
        own = facts.bound([owner]) & facts.names(release.call)
        if own:
            return Refusal(f"`{min(own)}` is bound where the loop runs alone")
        return outer, rest, ["it is released then even where the loop does not run"]
    return Refusal("the release stands in a block that may be skipped")


def _ended_before(fault: Fault, block: cst.With) -> list[str]:
    """The block whose end comes before a release that leaves it, unless it is the end that still needs it."""
    layout, facts = fault.layout, fault.facts
    if not fault.handles.isdisjoint(facts.bound(block.items)) or any(
        layout.holds(item, offsets) for item in block.items for offsets in (*fault.late, *fault.deferred)
    ):
        return []
    slow = facts.risks([item.item for item in block.items]).slow
    if block.asynchronous is None and slow is None:
        return []
    return [
        f"the block of `{' '.join(layout.code(block.items[0].item).split())}` ends before the release then"
    ]


def _has_else(node: cst.If) -> bool:
    rest = node.orelse
    while isinstance(rest, cst.If):
        rest = rest.orelse
    return rest is not None
