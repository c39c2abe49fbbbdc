"""What comes after a block that lends the object moves into it, up to the last reference.

with pool.connection() as conn:         with pool.connection() as conn:
    conn.execute(INSERT)        ->          conn.execute(INSERT)
conn.commit()                               conn.commit()
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal
from poollint.fixes.layout import Place

_TRANSACTIONAL = frozenset({"connection", "session", "other"})


def attempts(fault: Fault) -> Attempts:
    """The block that the release ends, extended over the later statements of its suite."""
    layout, facts = fault.layout, fault.facts
    block = _block(fault)
    if isinstance(block, Refusal):
        yield block
        return
    node = block.statement
    assert isinstance(node, cst.With)
    if not isinstance(node.body, cst.IndentedBlock):
        yield Refusal("the block stands on one line")
        return
    indices = [layout.within(block, offsets) for offsets in fault.late]
    outside = [index for index in indices if index is not None and index > block.index]
    if any(index is None or index < block.index for index in indices):
        yield Refusal("the late reference stands outside the suite of the block")
        return
    lowest = max(outside, default=block.index)
    borrows, results = _last_use_of_borrows(fault, block, lowest), _last_use_of_results(fault, block, lowest)
    goals = list(dict.fromkeys((borrows, lowest, results)))
    if fault.deferred:
        goals = [
            k
            for k in range(max(lowest, block.index + 1), len(block.suite.body))
            if not fault.handles.isdisjoint(facts.names(block.suite.body[k]))
        ]
    for goal in goals:
        if goal > block.index:
            yield _extended(fault, block, node, goal)


def _last_use_of_borrows(fault: Fault, block: Place, lowest: int) -> int:
    """The last statement that mentions what the late ones took from the object and what may live off it."""
    spec = fault.case.spec
    verbs = {one.name for one in spec.borrows if one.fate != "safe"} if spec is not None else set()
    body = block.suite.body
    borrowed: set[str] = set()
    for statement in body[block.index + 1 : lowest + 1]:
        part = statement.body[0] if isinstance(statement, cst.SimpleStatementLine) else None
        value = part.value if isinstance(part, cst.Assign) else None
        call = value.expression if isinstance(value, cst.Await) else value
        func = call.func if isinstance(call, cst.Call) else None
        if isinstance(func, cst.Attribute) and func.attr.value in verbs:
            if fault.layout.code(func.value) == fault.case.name:
                borrowed |= fault.facts.bound([statement])
    mentions = [k for k in range(lowest, len(body)) if not borrowed.isdisjoint(fault.facts.names(body[k]))]
    return max(mentions, default=lowest)


def _last_use_of_results(fault: Fault, block: Place, lowest: int) -> int:
    """The last statement that mentions what the late ones gave, up to another object of that name."""
    facts, body = fault.facts, block.suite.body
    made = facts.bound(body[block.index + 1 : lowest + 1])
    last = lowest
    for index in range(lowest + 1, len(body)):
        bound = facts.bound([body[index]])
        if fault.case.name in bound:
            break
        if not made.isdisjoint(facts.names(body[index])):
            last = index
            made |= bound
    return last


def _block(fault: Fault) -> Place | Refusal:
    """The `with` statement at whose end the object goes back."""
    layout = fault.layout
    offsets = layout.range(fault.case.release)
    here = layout.place(offsets)
    while here is not None:
        if isinstance(here.statement, cst.With):
            late = [*fault.late, *fault.deferred]
            if any(layout.holds(item, offsets) for item in here.statement.items) or not any(
                layout.holds(here.statement, place) for place in late
            ):
                return here
        here = layout.outward(here)
    return Refusal("the block that gives it back is not written here")


def _extended(fault: Fault, block: Place, node: cst.With, goal: int) -> Candidate | Refusal:
    layout, facts = fault.layout, fault.facts
    statements = list(block.suite.body[block.index + 1 : goal + 1])
    for index in range(block.index, goal + 1):
        reason = layout.movable(Place(block.suite, index))
        if reason is not None:
            return Refusal(f"a later statement can't move into the block: {reason}")
    doubts = list(fault.doubts)
    spec = fault.case.spec
    calm = not facts.risks(statements).may_raise and not any(facts.leaves(node) for node in statements)
    may_commit = spec is None or (spec.kind in _TRANSACTIONAL and not spec.block_only_gives_back)
    if may_commit and not calm:
        doubts.append("the block may commit or roll back at its end")
    if len(node.items) > 1:
        doubts.append("the block holds more than the object")
    waiting = statements[-1:] if fault.deferred else []
    risks = facts.risks([s for s in statements if s not in waiting], fault.late)
    if risks.slow is not None:
        doubts.append(f"{risks.slow} runs before the release then")
    base = layout.indent(layout.first_row(node))
    edits = []
    first = layout.tail_row(block) + 1
    last = layout.tail_row(Place(block.suite, goal))
    assert isinstance(node.body, cst.IndentedBlock)
    inner = layout.indent(layout.first_row(node.body.body[0]))
    edits = layout.indented_by(block.suite, first, last, base, inner[len(base) :])
    only = layout.first_row(node.body.body[0])
    if len(node.body.body) == 1 and layout.rows.line(only).strip() == "pass":
        edits.append(layout.rows.cut(only, only))
    return Candidate(tuple(edits), "moves the late statements into the block", tuple(doubts))
