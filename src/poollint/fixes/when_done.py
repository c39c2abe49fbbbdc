"""A plain release is made when the task that uses the object is done, where nothing can wait for that.

task = loop.create_task(copy(conn))         task = loop.create_task(copy(conn))
pool.release(conn)                  ->      task.add_done_callback(lambda _: pool.release(conn))
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.again import fresh_name
from poollint.fixes.edits import TextEdit
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal

_MAKERS = frozenset({"create_task", "ensure_future", "submit"})


def attempts(fault: Fault) -> Attempts:
    """The release, in its place, registered as a callback of the one task or job."""
    release = fault.release
    layout, facts = fault.layout, fault.facts
    if isinstance(release, Refusal) or len(fault.deferred) != 1 or fault.late:
        return
    if release.is_awaited or _is_coroutine(fault):
        yield Refusal("the release has to be awaited: nothing can do that when the task is done")
        return
    if fault.doubts:
        yield Refusal("the called function may do more than release, which it would do in the callback")
        return
    place = layout.place(fault.deferred[0])
    statement = place.statement if place is not None else None
    function = layout.function(release.call)
    if place is None or not isinstance(statement, cst.SimpleStatementLine) or layout.movable(place):
        return
    if function is None or layout.function(statement) is not function:
        return
    index = layout.within(place, layout.source.offsets(release.place.statement))
    if index is None or index <= place.index:
        return
    part = statement.body[0]
    value = part.value if isinstance(part, (cst.Assign, cst.Expr)) else None
    if not isinstance(value, cst.Call) or not isinstance(value.func, cst.Attribute):
        return
    naming: tuple[TextEdit, ...] = ()
    if value.func.attr.value == "add_done_callback":
        if not isinstance(value.func.value, cst.Name):
            return
        name = value.func.value.value
    elif value.func.attr.value not in _MAKERS:
        return
    elif isinstance(part, cst.Assign):
        target = part.targets[0].target
        if len(part.targets) != 1 or not isinstance(target, cst.Name):
            return
        name = target.value
    else:
        name = fresh_name(fault, function, "job" if fault.case.lane == "thread" else "task")
        start = layout.source.offsets(statement)[0]
        naming = (TextEdit(start, start, f"{name} = "),)
    later: list[cst.CSTNode] = list(place.after())
    later += [node for node in _around(fault, statement) if isinstance(node, (cst.For, cst.While))]
    rebound = sorted(facts.reads(release.call) & facts.bound(later))
    if any("." in one for one in rebound) or facts.rebinds([], release.call) is not None:
        yield Refusal(f"`{rebound[0] if rebound else fault.case.name}` is bound anew before the task is done")
        return
    start, end = layout.source.offsets(release.place.statement)
    code = layout.code(release.call)
    if "\n" in code or "\r" in code:
        yield Refusal("the release stands on several lines")
        return
    doubt = "the release happens later then, and nobody sees it fail"
    if fault.case.lane == "thread":
        doubt = "the release happens later then, in the thread, and nobody sees it fail"
    kept = "".join(f", {one}={one}" for one in rebound)  # as it is here, whatever the name means by then
    line = f"{name}.add_done_callback(lambda _{kept}: {code})"
    yield Candidate(
        (*naming, TextEdit(start, end, line)),
        "releases when the task is done",
        (*fault.doubts, doubt),
    )


def _is_coroutine(fault: Fault) -> bool:
    spec = fault.case.spec
    return spec is not None and any(one.form != "with" and one.mode == "await" for one in spec.release)


def _around(fault: Fault, node: cst.CSTNode) -> list[cst.CSTNode]:
    """What encloses a statement within its function."""
    found: list[cst.CSTNode] = []
    for ancestor in fault.layout.ancestors(node):
        if isinstance(ancestor, cst.FunctionDef):
            break
        found.append(ancestor)
    return found
