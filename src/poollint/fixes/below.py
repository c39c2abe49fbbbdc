"""A `finally` that gives the object back goes below the statements that still use it.

try:                            try:
    conn.load(row)                  conn.load(row)
finally:                            return conn.count()
    pool.putconn(conn)      ->  finally:
return conn.count()                 pool.putconn(conn)

Where the `try` has handlers, it becomes the first statement of a new one: they hear of no more than before.
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal
from poollint.fixes.layout import Place
from poollint.fixes.move import takes_another


def attempts(fault: Fault) -> Attempts:
    """The `finally` around the release, where every late reference stands behind its `try`."""
    release = fault.release
    if isinstance(release, Refusal) or fault.deferred:
        return
    layout, facts = fault.layout, fault.facts
    clause = layout.parent(release.place.suite)
    outer = layout.outward(release.place)
    if not isinstance(clause, cst.Finally) or outer is None or not isinstance(outer.statement, cst.Try):
        return
    if not isinstance(clause.body, cst.IndentedBlock):
        return
    node, suite = outer.statement, outer.suite
    indices = [layout.within(outer, offsets) for offsets in fault.late]
    later = [index for index in indices if index is not None and index > outer.index]
    if len(later) < len(indices):
        return
    if len(clause.body.body) > 1:
        yield Refusal("the `finally` does more than give it back")
        return
    goal = max(later)
    for index in range(outer.index, goal + 1):
        reason = layout.movable(Place(suite, index))
        if reason is not None:
            yield Refusal(f"a statement can't be indented: {reason}")
            return
    statements = list(suite.body[outer.index + 1 : goal + 1])
    rebound = facts.rebinds(statements, release.call)
    if rebound is not None:
        yield Refusal(f"`{rebound}` is bound anew before the last reference")
        return
    indent = layout.indent(layout.first_row(node))
    begin = layout.rows.row(layout.source.offsets(clause)[0])
    end = layout.tail_row(outer)
    last = layout.tail_row(Place(suite, goal))
    rows = layout.rows
    words = rows.text[rows.start(begin) : rows.end(end)].rstrip("\r\n")
    edits = [rows.cut(begin, end), *layout.indented(suite, end + 1, last, indent)]
    edits.append(layout.put_after(last, words))
    if node.handlers:
        first = layout.first_row(node)
        edits += [
            layout.put_before(first, f"{indent}try:"),
            *layout.indented(suite, first, begin - 1, indent),
        ]
    doubts = list(fault.doubts)
    risks = facts.risks(statements, fault.late)
    taking = takes_another(fault, statements)
    if taking is not None:
        doubts.append(f"`{taking}` takes out another object while this one is held")
    elif risks.slow is not None:
        doubts.append(f"{risks.slow} runs before the release then")
    yield Candidate(tuple(edits), "moves the `finally` below the last use", tuple(doubts), is_for_errors=True)
