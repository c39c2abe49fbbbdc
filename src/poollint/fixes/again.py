"""One of two releases goes: the later one where the first is always passed, the first where the later one is.

    pool.putconn(conn)              pool.putconn(conn)
    log.info("done")        ->      log.info("done")
    pool.putconn(conn)

Every path through the one that goes had two releases, so that no right path changes.
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.edits import TextEdit
from poollint.fixes.facts import branches
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.layout import Place
from poollint.fixes.move import without
from poollint.fixes.nodes import children


def later_goes(fault: Fault) -> Attempts:
    """Take out the second release where no way leads to it but through the first."""
    if fault.case.first_release is None:
        return
    later = fault.written(fault.layout.range(fault.case.late))
    if isinstance(later, Refusal):
        yield later
        return
    first = fault.layout.place(fault.layout.range(fault.case.first_release))
    if first is None or first.statement is later.place.statement:
        yield Refusal("it is the same release, in a later turn of the loop")
        return
    index = fault.layout.within(first, fault.layout.range(fault.case.late))
    if index is None or index <= first.index:
        yield Refusal("not every path to the second release passes the first")
        return
    between = first.suite.body[first.index + 1 : index + 1]
    rebound = fault.facts.rebinds(between, later.call)
    if rebound is not None:
        yield Refusal(f"`{rebound}` is bound anew between the releases")
        return
    doubts = fault.doubts_of(later.call) if fault.case.inner is not None else ()
    yield Candidate(tuple(removed(fault, later.place)), "takes out the second release", doubts)


def first_goes(fault: Fault) -> Attempts:
    """Take out a release that a later one always follows."""
    case = fault.case
    offsets = case.first_release if case.code == "POOL201" else case.release
    if offsets is None:
        return
    first = fault.written(fault.layout.range(offsets))
    if isinstance(first, Refusal):
        yield first
        return
    found = _follower(fault, first)
    if found is None:
        yield Refusal("not every path from the first release passes another one")
        return
    between, raises = found
    risks = fault.facts.risks(between, (*fault.late, *_calls(fault, first)))
    doubts = list(fault.doubts)
    if risks.slow is not None:
        doubts.append(f"{risks.slow} runs before the release then")
    if raises:
        yield Refusal("what stands between the two may raise, and would skip the later one")
        return
    yield Candidate(tuple(removed(fault, first.place)), "takes out the early release", tuple(doubts))


def _calls(fault: Fault, written: Written) -> tuple[tuple[int, int], ...]:
    """The places of the later releases, which are no risk."""
    return tuple(
        fault.layout.range(span)
        for case in fault.cases
        for span in (case.release, case.late)
        if span is not None
    )


def _follower(fault: Fault, first: Written) -> tuple[list[cst.CSTNode], bool] | None:
    """What stands between a release and the one that follows it on every path, and whether that may raise.

    Looks down the suite, then outwards: into the `finally` of a block that is left, and on behind it.
    """
    layout, facts = fault.layout, fault.facts
    between: list[cst.CSTNode] = []
    here = first.place
    has_left = False
    guarded = False
    while True:
        for statement in here.after():
            if not has_left and fault.is_same_call(statement, first):
                risky = _may_raise_unnoticed(fault, between)
                return None if guarded and risky else (between, risky)
            has_left = has_left or facts.leaves(statement)
            if facts.rebinds([statement], first.call) is not None:
                return None
            between.append(statement)
        owner = layout.parent(here.suite)
        outer = layout.outward(here)
        if outer is None or isinstance(outer.statement, (cst.For, cst.While, cst.Match)):
            return None
        if isinstance(outer.statement, (cst.Try, cst.TryStar)) and not isinstance(owner, cst.Finally):
            node = outer.statement
            final = node.finalbody
            if final is not None:
                for index, statement in enumerate(final.body.body):
                    if fault.is_same_call(statement, first):
                        if any(facts.leaves(s) for s in final.body.body[:index]):
                            return None
                        if facts.rebinds(final.body.body[:index], first.call) is not None:
                            return None
                        if fault.is_retried(first.place, [statement]):
                            return None
                        return [*between, *final.body.body[:index]], False
            if node.handlers and owner is node:
                guarded = True
        here = outer


def _may_raise_unnoticed(fault: Fault, between: list[cst.CSTNode]) -> bool:
    before: list[cst.CSTNode] = []
    for statement in between:
        if any(
            fault.layout.holds(statement, offsets) and fault.facts.is_sure(statement, offsets)
            for offsets in fault.late
        ):
            break
        before.append(statement)
    return fault.facts.risks(before).may_raise


def one_or_other(fault: Fault) -> Attempts:
    """Two conditional releases, one directly below the other: the second `if` becomes `elif`."""
    pair = _pair(fault)
    if pair is None:
        return
    first, second = pair
    layout = fault.layout
    between = range(layout.last_row(first.statement) + 1, layout.first_row(second.statement))
    if any(layout.rows.line(row).strip() for row in between):
        yield Refusal("a comment stands between the two conditions")
        return
    start = layout.source.offsets(second.statement)[0]
    node = second.statement
    assert isinstance(node, cst.If)
    doubts = [*fault.doubts, "the second condition is not asked any more where the first holds"]
    edits = [TextEdit(start, start, "el")]
    blank = list(between)
    if blank:
        edits.append(TextEdit(layout.rows.start(blank[0]), layout.rows.end(blank[-1]), ""))
    yield Candidate(tuple(edits), "makes the second condition an `elif`", tuple(doubts))


def _pair(fault: Fault) -> tuple[Place, Place] | None:
    case = fault.case
    if case.first_release is None:
        return None
    layout = fault.layout
    first = layout.place(layout.range(case.first_release))
    later = layout.place(layout.range(case.late))
    if first is None or later is None:
        return None
    one, other = layout.outward(first), layout.outward(later)
    if one is None or other is None or one.suite is not other.suite or other.index != one.index + 1:
        return None
    if not isinstance(one.statement, cst.If) or not isinstance(other.statement, cst.If):
        return None
    if one.statement.orelse is not None or len(later.suite.body) != 1:
        return None
    if not isinstance(one.suite, (cst.IndentedBlock, cst.Module)):
        return None
    if fault.facts.risks([other.statement.test]).may_raise or _has_call(other.statement.test):
        return None
    return one, other


def guarded_by_flag(fault: Fault) -> Attempts:
    """A flag remembers that the first release has happened; the second one asks it."""
    case = fault.case
    if case.first_release is None or case.late == case.first_release:
        return
    layout = fault.layout
    first = fault.written(layout.range(case.first_release))
    later = fault.written(layout.range(case.late))
    if isinstance(first, Refusal) or isinstance(later, Refusal):
        yield first if isinstance(first, Refusal) else later  # type: ignore[misc]
        return
    if case.acquired is None:
        yield Refusal("the acquisition is not in sight")
        return
    taken = layout.place(layout.range(case.acquired))
    function = layout.function(first.call)
    if taken is None or function is None or layout.function(taken.statement) is not function:
        yield Refusal("the acquisition is not in this function")
        return
    if not isinstance(taken.statement, cst.SimpleStatementLine) or layout.movable(taken) is not None:
        yield Refusal("the acquisition is part of a larger statement")
        return
    if layout.within(taken, layout.range(case.first_release)) is None or (
        layout.within(taken, layout.range(case.late)) is None
    ):
        yield Refusal("the acquisition stands in a block of its own")
        return
    rebound = fault.facts.rebinds(taken.suite.body[taken.index + 1 :], later.call)
    if rebound is not None:
        yield Refusal(f"`{rebound}` is bound anew behind the acquisition")
        return
    flag = fresh_name(fault, function, "released")
    row = layout.last_row(taken.statement)
    indent = layout.indent(layout.first_row(taken.statement))
    below = layout.last_row(first.place.statement)
    inner = layout.indent(layout.first_row(first.place.statement))
    place = layout.indent(layout.first_row(later.place.statement))
    top, bottom = layout.own_first_row(later.place), layout.last_row(later.place.statement)
    edits = [
        layout.put_after(row, f"{indent}{flag} = False"),
        layout.put_after(below, f"{inner}{flag} = True"),
        layout.put_before(top, f"{place}if not {flag}:"),
        *layout.indented(later.place.suite, top, bottom, place),
    ]
    yield Candidate(
        tuple(edits),
        "remembers the first release in a flag",
        (*fault.doubts, "one condition may be what was meant"),
    )


def fresh_name(fault: Fault, function: cst.FunctionDef, wanted: str) -> str:
    """A name that nothing in a function mentions."""
    used: set[str] = set()
    stack: list[cst.CSTNode] = [function]
    while stack:
        node = stack.pop()
        if isinstance(node, cst.Name):
            used.add(node.value)
        stack.extend(children(node))
    name, number = wanted, 1
    while name in used:
        number += 1
        name = f"{wanted}_{number}"
    return name


def removed(fault: Fault, place: Place) -> list[TextEdit]:
    """Take a release out, and with it an `if` that held nothing else and whose condition does nothing."""
    layout = fault.layout
    outer = layout.outward(place)
    if len(place.suite.body) == 1 and outer is not None and isinstance(outer.statement, cst.If):
        node = outer.statement
        alone = node.orelse is None and layout.parent(place.suite) is node
        calm = not fault.facts.risks([node.test]).may_raise and not _has_call(node.test)
        if alone and calm and len(outer.suite.body) > 1 and branches(node) == [place.suite]:
            return [layout.taken_out(outer)]
    clause = layout.parent(place.suite)
    if (
        len(place.suite.body) == 1
        and isinstance(clause, cst.Else)
        and isinstance(place.suite, cst.IndentedBlock)
    ):
        if isinstance(layout.parent(clause), (cst.If, cst.Try)):
            first = layout.rows.row(layout.source.offsets(clause)[0])
            last = layout.last_row(place.statement)
            if not any(layout.rows.line(row).lstrip().startswith("#") for row in range(first, last + 1)):
                if layout.rows.ending(last):
                    return [TextEdit(layout.rows.start(first), layout.rows.end(last), "")]
    return without(fault, place)


def kept_for(fault: Fault, place: Place) -> str | None:
    """Why a release that is all that its block holds has to stay: the block is there for it."""
    owner = fault.layout.parent(place.suite)
    if len(place.suite.body) > 1:
        return None
    if isinstance(owner, cst.Finally):
        return "a release stands in a `finally` of its own"
    if isinstance(owner, (cst.Try, cst.TryStar)) and owner.body is place.suite:
        return "a release stands in a `try` of its own"
    return None


def _has_call(node: cst.CSTNode) -> bool:
    return isinstance(node, (cst.Call, cst.Await, cst.NamedExpr)) or any(_has_call(c) for c in children(node))
