"""A plain read that comes late goes above the release.

pool.release(buf)               size = len(buf)
size = len(buf)         ->      pool.release(buf)
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal
from poollint.fixes.layout import Place
from poollint.fixes.nodes import children

_READERS = frozenset({"len", "bytes", "str", "int", "float", "bool"})


def attempts(fault: Fault) -> Attempts:
    """The one late statement, where it is a plain read into a name, above the release."""
    release = fault.release
    if isinstance(release, Refusal) or fault.deferred:
        return
    layout, facts = fault.layout, fault.facts
    indices = {layout.within(release.place, offsets) for offsets in fault.late}
    index = indices.pop() if len(indices) == 1 else None
    if index is None or index <= release.place.index:
        return
    place = Place(release.place.suite, index)
    statement = place.statement
    if layout.movable(place) is not None or not isinstance(statement, cst.SimpleStatementLine):
        return
    part = statement.body[0]
    if not isinstance(part, cst.Assign) or len(part.targets) != 1:
        return
    target = part.targets[0].target
    if not isinstance(target, cst.Name) or not _is_plain(fault, part.value):
        return
    between = list(release.place.suite.body[release.place.index + 1 : index])
    names = facts.names(part.value)
    touched = facts.bound(between) | {name for node in between for name in facts.names(node)}
    if target.value in touched | facts.reads(release.call) or names & facts.bound(between):
        yield Refusal(f"`{target.value}` depends on what stands between")
        return
    doubts = list(fault.doubts)
    risks = facts.risks(between)
    if any(facts.leaves(node) for node in between) or risks.may_raise:
        doubts.append("the value is read even where a statement between leaves or raises")
    if any(isinstance(node, (cst.Attribute, cst.Subscript)) for node in _nodes(part.value)) and risks.slow:
        doubts.append("the value may change between")
    edits = [
        layout.put_before(
            layout.own_first_row(release.place),
            layout.block(place, layout.indent(layout.first_row(release.place.statement))),
        ),
        layout.taken_out(place),
    ]
    yield Candidate(tuple(edits), f"reads `{layout.code(part.value)}` before the release", tuple(doubts))


def _is_plain(fault: Fault, node: cst.CSTNode) -> bool:
    if isinstance(node, cst.Call):
        return (
            fault.layout.code(node.func) in _READERS
            and len(node.args) == 1
            and not node.args[0].star
            and node.args[0].keyword is None
            and _is_plain(fault, node.args[0].value)
        )
    if isinstance(node, cst.Attribute):
        return _is_plain(fault, node.value)
    if isinstance(node, cst.Subscript):
        return _is_plain(fault, node.value) and all(
            isinstance(element.slice, cst.Index) and _is_plain(fault, element.slice.value)
            for element in node.slice
        )
    return isinstance(node, (cst.Name, cst.Integer, cst.SimpleString))


def _nodes(node: cst.CSTNode) -> list[cst.CSTNode]:
    return [node, *(inner for child in children(node) for inner in _nodes(child))]
