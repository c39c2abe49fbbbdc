"""A `finally` that still uses the object gives it back at its end.

try:                            try:
    rows = conn.fetch(SQL)          rows = conn.fetch(SQL)
    pool.putconn(conn)      ->  finally:
finally:                            try:
    conn.reset()                        conn.reset()
                                    finally:
                                        pool.putconn(conn)
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.again import removed
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal
from poollint.fixes.layout import Place


def attempts(fault: Fault) -> Attempts:
    """The innermost enclosing `finally` that holds every late reference."""
    release = fault.release
    if isinstance(release, Refusal) or fault.deferred:
        return
    layout, facts = fault.layout, fault.facts
    here: Place | None = release.place
    while here is not None:
        outer = layout.outward(here)
        node = outer.statement if outer is not None else None
        if isinstance(node, cst.Try) and node.finalbody is not None:
            body = node.finalbody.body
            if all(layout.holds(body, offsets) for offsets in fault.late):
                break
        here = outer
    else:
        return
    assert outer is not None
    if not isinstance(body, cst.IndentedBlock):
        yield Refusal("the `finally` stands on one line")
        return
    if layout.holds(body, layout.source.offsets(release.place.statement)):
        return
    acquired = fault.case.acquired
    if acquired is None or layout.holds(outer.statement, layout.range(acquired)):
        yield Refusal("the `finally` may run without an object")
        return
    start = Place(body, 0)
    goal = max(index for offsets in fault.late if (index := layout.within(start, offsets)) is not None)
    for index in range(goal + 1):
        reason = layout.movable(Place(body, index))
        if reason is not None:
            yield Refusal(f"a statement of the `finally` can't be indented: {reason}")
            return
    statements = list(body.body[: goal + 1])
    rebound = facts.rebinds([outer.statement], release.call)
    if rebound is not None:
        yield Refusal(f"`{rebound}` is bound anew before the last reference")
        return
    first, last = layout.own_first_row(start), layout.tail_row(Place(body, goal))
    indent = layout.indent(layout.first_row(start.statement))
    unit, ending = layout.unit(body), layout.ending(last)
    edits = removed(fault, release.place)
    wraps = any(facts.leaves(s) for s in statements) or facts.risks(statements).may_raise
    if wraps:
        block = layout.block(release.place, indent + unit)
        edits += [
            layout.put_before(first, f"{indent}try:"),
            *layout.indented(body, first, last, indent),
            layout.put_after(last, f"{indent}finally:{ending}{block}"),
        ]
    else:
        edits.append(layout.put_after(last, layout.block(release.place, indent)))
    doubts = (*fault.doubts, "it is released then after an error in the block as well")
    yield Candidate(
        tuple(edits), "releases at the end of the `finally` that still uses it", doubts, is_for_errors=wraps
    )
