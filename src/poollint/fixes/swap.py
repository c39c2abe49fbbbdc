"""What waits for the users of an object ends before the block that lends it: the two change places.

async with TaskGroup() as group, pool.acquire() as conn:
    group.create_task(copy(conn))
->
async with pool.acquire() as conn, TaskGroup() as group:
    group.create_task(copy(conn))
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import libcst as cst

from poollint.fixes.edits import TextEdit
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal


def attempts(fault: Fault) -> Attempts:
    """In the items of one `with`, or in the heads of two of which one is all that the other holds."""
    layout = fault.layout
    place = layout.place(layout.range(fault.case.release))
    node = place.statement if place is not None else None
    if not fault.deferred or not isinstance(node, cst.With):
        return
    here = _lending(fault, node)
    if here is None:
        return
    waiting = [index for index in range(here) if _is_handle(fault, node.items[index])]
    if waiting:
        yield _within(fault, node, waiting[0], here)
        return
    outer = layout.outward(place) if place is not None else None
    if outer is None or not isinstance(outer.statement, cst.With) or here:
        return
    around = outer.statement
    if layout.parent(node) is not around.body or len(around.body.body) != 1:
        return
    if len(node.items) == len(around.items) == 1 and _is_handle(fault, around.items[0]):
        yield _heads(fault, around, node)


def _lending(fault: Fault, node: cst.With) -> int | None:
    """The item that lends the object."""
    acquired = fault.case.acquired
    if acquired is None:
        return None
    offsets = fault.layout.range(acquired)
    return next((i for i, item in enumerate(node.items) if fault.layout.holds(item, offsets)), None)


def _is_handle(fault: Fault, item: cst.WithItem) -> bool:
    """Whether the deferral was registered on what this item gives."""
    return not fault.handles.isdisjoint(_bound(item))


def _bound(item: cst.WithItem) -> set[str]:
    name = item.asname.name if item.asname is not None else None
    return {name.value} if isinstance(name, cst.Name) else set()


def _within(fault: Fault, node: cst.With, first: int, here: int) -> Candidate | Refusal:
    """The item that lends goes in front of the one that waits."""
    layout = fault.layout
    items = node.items[first : here + 1]
    lender, others = items[-1], items[:-1]
    reason = _depends(fault, lender, others)
    if reason is not None:
        return Refusal(reason)
    spans = [layout.source.offsets(item) for item in items]
    texts = [layout.code(item).rstrip(" ,") for item in (lender, *others)]
    if any("#" in layout.rows.text[a[1] : b[0]] for a, b in pairwise(spans)):
        return Refusal("a comment stands between the items")
    edits = []
    for (start, _), item, text in zip(spans, items, texts, strict=True):
        edits.append(TextEdit(start, start + len(layout.code(item).rstrip(" ,")), text))
    return Candidate(tuple(edits), "takes the object out before what waits", _doubts(fault, others))


def _heads(fault: Fault, around: cst.With, node: cst.With) -> Candidate | Refusal:
    """The heads of two blocks change places."""
    layout = fault.layout
    reason = _depends(fault, node.items[0], around.items)
    if reason is not None:
        return Refusal(reason)
    rows = layout.rows
    stretches = []
    for one in (around, node):
        start, row = layout.source.offsets(one)[0], layout.first_row(one)
        if not isinstance(one.body, cst.IndentedBlock) or ":" not in rows.line(row).partition("#")[0]:
            return Refusal("a block's head stands on several lines")
        stretches.append((start, rows.start(row) + len(rows.line(row))))
    # Whole rows, so that each head keeps its comment.
    texts = [rows.text[start:end] for start, end in reversed(stretches)]
    edits = [TextEdit(start, end, text) for (start, end), text in zip(stretches, texts, strict=True)]
    return Candidate(tuple(edits), "takes the object out before what waits", _doubts(fault, around.items))


def _depends(fault: Fault, lender: cst.WithItem, others: Sequence[cst.WithItem]) -> str | None:
    """Why the item that lends can't be entered first."""
    names = fault.facts.names(lender.item)
    for item in others:
        for name in _bound(item) & names:
            return f"`{name}` is needed to take the object out"
        if not _bound(lender).isdisjoint(fault.facts.names(item.item)):
            return "what waits needs a name that is bound then"
    return None


def _doubts(fault: Fault, others: Sequence[cst.WithItem]) -> tuple[str, ...]:
    first = others[0].item
    text = " ".join(fault.layout.code(first).split())
    doubt = (
        f"the object is held then from before `{text}` until after it, and taking it fails outside of that"
    )
    return (*fault.doubts, doubt)
