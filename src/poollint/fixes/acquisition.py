"""`try: ... finally: release` from the acquisition on, and the releases inside go.

conn = pool.getconn()           conn = pool.getconn()
if not rows:                    try:
    pool.putconn(conn)              if not rows:
conn.commit()           ->              pass
pool.putconn(conn)                  conn.commit()
                                finally:
                                    pool.putconn(conn)
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.again import kept_for, removed
from poollint.fixes.edits import TextEdit, outside
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.layout import DEFINITIONS, Place, lacks_final, suites
from poollint.fixes.settle import Deeper, settled, starts_some


def attempts(fault: Fault) -> Attempts:
    """The one region from the acquisition to the last reference or release, where nothing runs late in it."""
    yield from _attempts(fault, waits=False)


def waiting(fault: Fault) -> Attempts:
    """The same where something does: an error waits for it, too."""
    yield from _attempts(fault, waits=True)


def _attempts(fault: Fault, *, waits: bool) -> Attempts:
    release = _release(fault)
    if isinstance(release, Refusal):
        yield release
        return
    layout, facts, case = fault.layout, fault.facts, fault.case
    if case.acquired is None:
        yield Refusal("the acquisition is not in sight")
        return
    taken = layout.place(layout.range(case.acquired))
    function = layout.function(release.call)
    if (
        taken is None
        or function is None
        or layout.function(taken.statement) is not function
        or not isinstance(taken.suite, cst.IndentedBlock)
        or not isinstance(taken.statement, cst.SimpleStatementLine)
        or not isinstance(taken.statement.body[0], cst.Assign)
        or layout.movable(taken) is not None
    ):
        yield Refusal("the acquisition is not a statement of its own in this function")
        return
    body = taken.suite.body
    places = _all_releases(fault, taken, release)
    if isinstance(places, Refusal):
        yield places
        return
    needed = [layout.within(taken, offsets) for offsets in (*fault.late, *fault.deferred)]
    needed += [layout.within(taken, layout.source.offsets(place.statement)) for place in places]
    if any(index is None or index < taken.index for index in needed):
        yield Refusal("the object is used outside the block that takes it out")
        return
    goal = max(index for index in needed if index is not None)
    if fault.deferred:
        goal = max(
            [goal, *(k for k in range(goal, len(body)) if not fault.handles.isdisjoint(facts.names(body[k])))]
        )
    kept = [
        index
        for index in range(taken.index + 1, goal + 1)
        if not any(place.suite is taken.suite and place.index == index for place in places)
    ]
    if not kept:
        return
    goal = kept[-1]
    for index in range(taken.index + 1, goal + 1):
        reason = layout.movable(Place(taken.suite, index))
        if reason is not None:
            yield Refusal(f"a statement can't be indented: {reason}")
            return
    region = [body[index] for index in kept]
    rebound = facts.rebinds(region, release.call)
    if rebound is not None:
        yield Refusal(f"`{rebound}` is bound anew before the last reference")
        return
    indent = layout.indent(layout.first_row(taken.statement))
    reason = next(filter(None, (kept_for(fault, place) for place in places)), None)
    if reason is not None:
        yield Refusal(reason)
        return
    if any(fault.is_retried(place, [one.statement for one in places]) for place in places):
        yield Refusal("the called function may raise before it has given it back, and is called again then")
        return
    stretch = Deeper(taken.suite, taken.index + 1, kept[-1], case.name)
    if starts_some(fault, stretch) != waits:
        return
    edits = _edits(fault, taken, release, places, kept, indent, sets_deeper=waits)
    doubts = [*fault.doubts, "it is released then on every path, after an error as well"]
    candidate = Candidate(
        tuple(edits),
        "releases in a `finally` from the acquisition on",
        tuple(doubts),
        is_for_errors=True,
        is_for_all=True,
    )
    if waits:
        yield from list(settled(fault, candidate, stretch))[-1:]
    else:
        yield candidate


def _release(fault: Fault) -> Written | Refusal:
    if fault.case.code == "POOL201" and fault.case.first_release is not None:
        return fault.written(fault.layout.range(fault.case.first_release))
    return fault.release


def _all_releases(fault: Fault, taken: Place, release: Written) -> list[Place] | Refusal:
    """Each statement behind the acquisition that gives the object back in the same words."""
    found: list[Place] = []
    words = fault.layout.code(release.call)
    stack = [Place(taken.suite, index) for index in range(taken.index + 1, len(taken.suite.body))]
    while stack:
        place = stack.pop()
        if fault.is_same_call(place.statement, release):
            reason = fault.layout.movable(place)
            if reason is not None:
                return Refusal(f"a release can't be taken out: {reason}")
            found.append(place)
        elif isinstance(place.statement, cst.SimpleStatementLine) and (
            any(fault.said(place.statement, words)) or any(fault.said_otherwise(place.statement))
        ):
            return Refusal("it is released in another way as well")
        elif not isinstance(place.statement, DEFINITIONS):
            for suite in suites(place.statement):
                stack += [Place(suite, index) for index in range(len(suite.body))]
    return found


def _edits(
    fault: Fault,
    taken: Place,
    release: Written,
    places: list[Place],
    kept: list[int],
    indent: str,
    *,
    sets_deeper: bool,
) -> list[TextEdit]:
    layout = fault.layout
    gone: list[TextEdit] = []
    for place in places:
        gone += removed(fault, place)
    unit = layout.unit(taken.suite)
    first = layout.last_row(taken.statement) + 1
    last = layout.tail_row(Place(taken.suite, kept[-1]))
    deeper = outside(layout.indented(taken.suite, first, last, indent), gone)
    ending = layout.ending(last)
    block = layout.block(release.place, indent + unit)
    end = layout.put_after(last, f"{indent}finally:{ending}{block}")
    if not sets_deeper and lacks_final([taken.suite.body[index] for index in kept]):
        return [*gone, end]
    return [layout.put_after(layout.last_row(taken.statement), f"{indent}try:"), *deeper, *gone, end]
