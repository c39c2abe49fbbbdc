"""The release is registered on the exit stack right behind the acquisition, so that it runs last.

with ExitStack() as stack:                      with ExitStack() as stack:
    req = pool.acquire()                            req = pool.acquire()
    stack.callback(audit, req)          ->          stack.callback(pool.release, req)
    pool.release(req)                               stack.callback(audit, req)
    return render(req.path)                         return render(req.path)
"""

from __future__ import annotations

import libcst as cst

from poollint.fixes.again import removed
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal
from poollint.fixes.layout import Place


def attempts(fault: Fault) -> Attempts:
    """The stack whose block holds the acquisition and on which the deferral was registered."""
    release = fault.written(fault.layout.range(fault.case.release))
    if isinstance(release, Refusal) or not fault.deferred or fault.case.acquired is None:
        return
    layout, facts = fault.layout, fault.facts
    taken = layout.place(layout.range(fault.case.acquired))
    if taken is None or not isinstance(taken.statement, cst.SimpleStatementLine):
        return
    owner = layout.parent(taken.suite)
    name = _stack(fault, owner) if isinstance(owner, cst.With) else None
    if name is None:
        return
    if layout.movable(taken) is not None or layout.within(taken, layout.range(fault.case.release)) is None:
        yield Refusal("the acquisition and the release stand in different blocks")
        return
    call = release.call
    if not isinstance(call, cst.Call) or any(argument.star for argument in call.args):
        yield Refusal("the release has arguments that can't be registered")
        return
    assert isinstance(owner, cst.With)
    if release.is_awaited and owner.asynchronous is None:
        yield Refusal("a plain exit stack can't await the release")
        return
    index = layout.within(taken, layout.source.offsets(release.place.statement))
    assert index is not None
    between = taken.suite.body[taken.index + 1 : index]
    rebound = facts.rebinds(between, call)
    if rebound is not None:
        yield Refusal(f"`{rebound}` is bound anew before the release")
        return
    indent = layout.indent(layout.first_row(taken.statement))
    if layout.code(call.func).startswith(f"{name}."):
        line = layout.block(release.place, indent)  # it is registered already, only too late
    else:
        method = "push_async_callback" if release.is_awaited else "callback"
        given = [layout.code(call.func), *(layout.code(argument).rstrip(", ") for argument in call.args)]
        line = f"{indent}{name}.{method}({', '.join(given)})"
    edits = [layout.put_after(layout.last_row(taken.statement), line), *removed(fault, release.place)]
    doubts = [*fault.doubts, "it is released then after an error as well"]
    risks = facts.risks(_behind(release.place, taken), [*fault.late, *fault.deferred])
    if risks.slow is not None:
        doubts.append(f"{risks.slow} runs before the release then")
    yield Candidate(
        tuple(edits), f"registers the release on `{name}` first, so that it runs last", tuple(doubts)
    )


def _behind(release: Place, taken: Place) -> list[cst.CSTNode]:
    """What runs between the release and the end of the stack's block, where that is plain to see."""
    return list(release.after()) if release.suite is taken.suite else list(taken.after())


def _stack(fault: Fault, node: cst.With) -> str | None:
    """The name of the exit stack that a `with` makes and something late was registered on."""
    for item in node.items:
        if not isinstance(item.item, cst.Call) or item.asname is None:
            continue
        made = fault.layout.code(item.item.func).rpartition(".")[2]
        if made in ("ExitStack", "AsyncExitStack") and isinstance(item.asname.name, cst.Name):
            name = item.asname.name.value
            if any(
                fault.layout.source.text[start:end].startswith(f"{name}.") for start, end in fault.deferred
            ):
                return name
    return None
