"""An object that a path keeps is given back on every one: by the `finally` that is there, by the pool's own
block, or, after an error, by what the pool offers for an object that may be broken.

conn = pool.getconn()           conn = pool.getconn()
conn.ping()                     try:
try:                                conn.ping()
    conn.load(row)      ->          conn.load(row)
finally:                        finally:
    pool.putconn(conn)              pool.putconn(conn)

No `finally` that is new gives a connection back as if it were clean: only memory, which has no state to lose,
and what its pool resets by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import libcst as cst

from poollint.catalogue.model import PoolSpec
from poollint.fixes import asked
from poollint.fixes.again import kept_for, removed
from poollint.fixes.edits import TextEdit, outside
from poollint.fixes.fault import UNSEEN, Attempt, Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.held import Held, final_release, find_held, goals, releases, starts_late, unfit
from poollint.fixes.kept import (
    after_error,
    in_helper,
    is_forgiving,
    together,
)
from poollint.fixes.layout import Place, lacks_final
from poollint.fixes.loss import run_elsewhere
from poollint.fixes.nodes import children
from poollint.fixes.settle import Deeper, settled, starts_some
from poollint.fixes.whole import doubts_of_end, doubts_of_moves

_TRANSACTIONAL = frozenset({"connection", "session", "other"})


def attempts(fault: Fault) -> Attempts:
    """A `finally` that is there is widened; else the pool's own block, else an error discards the object.

    Each up to the last mention of the object, and then up to that of what was made of it.
    """
    held = find_held(fault)
    wider: list[Candidate] = []
    if fault.is_given_unseen:
        yield UNSEEN  # what is None behind each release tells, whoever makes it
    elif isinstance(held, Refusal):
        yield held
    else:
        for one in goals(fault, held):
            yield from _up_to(fault, one, wider)
    yield from (replace(one, is_for_all=True) for one in wider)  # where that is all that it takes
    if is_forgiving(fault) and (not fault.case.is_kept_by_choice or fault.case.code == "POOL302"):
        yield from asked.attempts(fault)
    yield from wider


def _up_to(fault: Fault, held: Held, wider: list[Candidate]) -> Attempts:
    """`wider` gets what changes a function that others call as well."""
    for index in held.behind:
        reason = fault.layout.movable(Place(held.taken.suite, index))
        if reason is not None:
            yield Refusal(f"a statement can't be indented: {reason}")
            return
    found = list(releases(fault, held))
    tried: list[Candidate] = []
    handlers = [list(after_error(fault, held, discards=discards)) for discards in (True, False)]
    for attempt in _in_order(fault, held, found, *handlers):
        if isinstance(attempt, Candidate) and attempt.is_for_errors:
            tried.append(attempt)
        yield attempt
    if len(found) > 1:  # a handler would give back once more what an early one has given back, and raised
        tried = [one for one in tried if not any(one in some for some in handlers)]
    for helper in in_helper(fault, held, found):
        wider += [helper, *(together(other, helper) for other in tried)]


def _in_order(
    fault: Fault, held: Held, found: list[Place], discarding: list[Attempt], giving: list[Attempt]
) -> Attempts:
    refusal = unfit(fault, held)
    if unfit(fault, held, to_release=True) is None:
        yield from _widened(fault, held)
        yield from _inside_final(fault, held)
    if fault.case.is_kept_by_choice:
        refusal = Refusal("some way keeps it and may mean to: a `finally` would give it back there, too")
    if refusal is None:
        yield from _own_block(fault, held, found)
        yield from discarding
        yield from _in_finally(fault, held, found)
    else:
        yield refusal
        yield from discarding
    yield from giving


# A `finally` that is there


def _widened(fault: Fault, held: Held) -> Attempts:
    """The `try` whose `finally` gives it back begins right behind the acquisition."""
    layout, facts, suite = fault.layout, fault.facts, held.taken.suite
    for index in held.behind:
        node = suite.body[index]
        at = final_release(fault, node)
        if at is None or not isinstance(node, cst.Try) or node.finalbody is None:
            continue
        moved = suite.body[held.taken.index + 1 : index]
        if not moved or not isinstance(node.body, cst.IndentedBlock):
            return
        others = [one for one in node.finalbody.body.body if one is not node.finalbody.body.body[at]]
        made = facts.bound(moved)
        if any(facts.risks([one]).may_raise or not made.isdisjoint(facts.names(one)) for one in others):
            yield Refusal("the `finally` does more than give it back")
            return
        early = list(releases(fault, replace(held, goal=index - 1)))
        if not all(fault.says_the_same(one.statement, node.finalbody.body.body[at]) for one in early):
            yield Refusal("it is released in another way as well")
            return
        reason = next(filter(None, (kept_for(fault, one) for one in early)), None)
        if reason is not None:
            yield Refusal(reason)
            return
        gone = [edit for one in early for edit in removed(fault, one)]
        indent = layout.indent(layout.first_row(held.taken.statement))
        top = layout.first_row(node)
        opening = layout.put_after(layout.last_row(held.taken.statement), f"{indent}try:")
        begin = layout.last_row(held.taken.statement) + 1
        if node.handlers:
            # The `finally` stays where it is, what it belongs to stands one level deeper.
            last = layout.rows.row(layout.source.offsets(node.finalbody)[0]) - 1
            edits = [opening, *outside(layout.indented(suite, begin, last, indent), gone)]
        elif layout.rows.line(top).strip() != "try:":
            yield Refusal("a comment stands beside the `try`")
            return
        else:
            head = TextEdit(layout.rows.start(top), layout.rows.end(top), "")
            edits = [opening, *outside(layout.indented(suite, begin, top - 1, indent), gone), head]
        doubts = [*fault.doubts, *doubts_of_end(fault, Deeper.behind(held, index - 1), is_given=True)]
        if early or fault.case.is_kept_by_choice:
            doubts.append("it is released then on every path, after an error as well")
        yield Candidate(
            (*edits, *gone),
            "begins the `try` right behind the acquisition",
            tuple(doubts),
            is_for_errors=True,
        )
        return


def _inside_final(fault: Fault, held: Held) -> Attempts:
    """What a `finally` does before it gives the object back gets a `finally` of its own."""
    layout, facts, suite = fault.layout, fault.facts, held.taken.suite
    for index in held.behind:
        node = suite.body[index]
        at = final_release(fault, node)
        if at is None or not isinstance(node, (cst.Try, cst.TryStar)) or node.finalbody is None:
            continue
        body = node.finalbody.body
        nodes = body.body[:at]
        if not facts.risks(nodes).may_raise or not isinstance(body, cst.IndentedBlock):
            return
        for position in range(at + 1):
            reason = layout.movable(Place(body, position))
            if reason is not None:
                yield Refusal(f"a statement of the `finally` can't be indented: {reason}")
                return
        top, release = layout.own_first_row(Place(body, 0)), Place(body, at)
        between, end = layout.own_first_row(release), layout.tail_row(release)
        indent = layout.indent(layout.first_row(body.body[0]))
        edits = [
            layout.put_before(top, f"{indent}try:"),
            *layout.indented(body, top, end, indent),
            layout.put_before(between, f"{indent}finally:"),
        ]
        inner = Deeper(body, 0, at - 1, held.name)
        doubts = [*fault.doubts, *_broken(fault, held), *doubts_of_end(fault, inner, is_given=True)]
        what = "releases at the end of the `finally`, whatever comes before"
        is_advice = not is_forgiving(fault)  # what was to make it fit for the next one has failed
        yield Candidate(tuple(edits), what, tuple(doubts), is_advice, is_for_errors=True)
        return


# The pool's own block


def _own_block(fault: Fault, held: Held, found: list[Place]) -> Attempts:
    """`with pool.acquire() as name:` in place of the acquisition, and the releases inside go."""
    layout, suite = fault.layout, held.taken.suite
    spec = fault.case.spec
    if spec is None or not _lends_for_block(spec, held):
        return
    if fault.case.is_released and fault.doubts:
        yield Refusal("the called function may do more than release, which the end of a block would not")
        return
    if any(_gives_back(fault, spec, suite.body[index], held, found) for index in held.behind):
        yield Refusal("it is released in another way as well")
        return
    if not all(_is_plain(fault, held, place) for place in found):
        yield Refusal("the called function may do more than release, which the end of a block would not")
        return
    cleared = _cleared(fault, held, found)
    if isinstance(cleared, Refusal):
        yield cleared
        return
    statement = held.taken.statement
    start = layout.source.offsets(statement)[0]
    begin, end = layout.source.offsets(held.call)
    head = "async with" if held.is_awaited else "with"
    function = layout.function(statement)
    if held.is_awaited and (function is None or function.asynchronous is None):
        return
    edits = [
        TextEdit(start, begin, f"{head} "),
        TextEdit(end, end, f" as {held.name}:"),
        *cleared.edits,
    ]
    doubts = [*fault.doubts, *_doubts(fault, held, found, cleared)]
    if spec.kind in _TRANSACTIONAL and not spec.block_only_gives_back:
        doubts.append("the block may commit or roll back at its end")
    what = "takes it out for a block, whose end gives it back"
    candidate = Candidate(tuple(edits), what, tuple(doubts), is_for_errors=True)
    yield from settled(fault, candidate, Deeper.behind(held, cleared.end))


def _lends_for_block(spec: PoolSpec, held: Held) -> bool:
    verb = held.call.func.attr.value if isinstance(held.call.func, cst.Attribute) else ""
    return any(one.form == "with" for one in spec.release) and any(
        one.name == verb and not one.function and "with" in one.forms for one in spec.acquire
    )


def _is_plain(fault: Fault, held: Held, place: Place) -> bool:
    """Whether a release is a call of the pool or of the object, made here: it does no more."""
    layout = fault.layout
    code = layout.code
    own = {held.name, code(held.call.func.value) if isinstance(held.call.func, cst.Attribute) else ""}
    written = fault.release
    if isinstance(written, Written) and fault.is_same_call(place.statement, written):
        return not fault.throws_away(written.call)
    return any(
        isinstance(layout.parent(call), (cst.Expr, cst.Await))
        and not fault.throws_away(call)
        and (
            (isinstance(call.func, cst.Attribute) and code(call.func.value) in own)
            or fault.only_gives_back(call)
        )
        for call in fault.said_otherwise(place.statement)
    )


def _gives_back(fault: Fault, spec: PoolSpec, node: cst.CSTNode, held: Held, found: list[Place]) -> bool:
    """Whether a statement gives the object back in other words than the known releases."""
    if any(node is place.statement for place in found):
        return False
    if isinstance(node, cst.Call) and fault.says_release(node):
        return True
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        verbs = {one.name for one in spec.release if one.name is not None}
        if node.func.attr.value in verbs:
            mentioned = fault.facts.names(node)
            if held.name in mentioned:
                return True
    return any(_gives_back(fault, spec, child, held, found) for child in children(node))


@dataclass(frozen=True)
class _Cleared:
    """What needs the object, one level deeper and without its releases; its last row and position.

    `gone` are the releases alone. `lacks_final`: it is one `try` to which a `finally` can be added.
    """

    edits: tuple[TextEdit, ...]
    last: int
    end: int
    gone: tuple[TextEdit, ...]
    lacks_final: bool


def _cleared(fault: Fault, held: Held, found: list[Place]) -> _Cleared | Refusal:
    layout, suite = fault.layout, held.taken.suite
    for place in found:
        if (reason := kept_for(fault, place)) is not None:
            return Refusal(reason)
        if (reason := layout.movable(place)) is not None:
            return Refusal(f"a release can't be taken out: {reason}")
    kept = [i for i in held.behind if not any(p.suite is suite and p.index == i for p in found)]
    if not kept:
        return Refusal("nothing but its release stands behind the acquisition")
    first, last = layout.last_row(held.taken.statement) + 1, layout.tail_row(Place(suite, kept[-1]))
    indent = layout.indent(layout.first_row(held.taken.statement))
    gone = [edit for place in found for edit in removed(fault, place)]
    deeper = outside(layout.indented(suite, first, last, indent), gone)
    is_one = lacks_final([suite.body[index] for index in kept])
    return _Cleared((*deeper, *gone), last, kept[-1], tuple(gone), is_one)


# A `finally` that is new


def _said(fault: Fault, held: Held) -> Iterator[cst.Call]:
    """All calls behind the acquisition that give the object back by their verb."""
    for index in held.behind:
        yield from fault.said_otherwise(held.taken.suite.body[index])


def _is_elsewhere(fault: Fault, call: cst.Call, found: list[Place]) -> bool:
    offsets = fault.layout.source.offsets(call)
    return not any(fault.layout.holds(place.statement, offsets) for place in found)


def _in_finally(fault: Fault, held: Held, found: list[Place]) -> Attempts:
    """`try: ... finally: release`: an edit where the pool takes back what an error left, else advice."""
    layout = fault.layout
    if not found:
        if fault.case.code != "POOL301":
            yield Refusal("nothing here says how it is given back")
        return
    if not all(fault.says_the_same(place.statement, found[0].statement) for place in found):
        yield Refusal("it is released in another way as well")
        return
    if any(_is_elsewhere(fault, call, found) for call in _said(fault, held)):
        yield Refusal("it is released in another way as well")
        return
    release = next((place for place in found if place.suite is held.taken.suite), found[0])
    above = [held.taken.suite.body[index] for index in held.behind[:-1]]
    if run_elsewhere(fault, release.statement) and starts_late(fault, above, held.name):
        yield Refusal("what runs late may still use it after an error")
        return
    cleared = _cleared(fault, held, found)
    if isinstance(cleared, Refusal):
        yield cleared
        return
    row = layout.last_row(held.taken.statement)
    indent = layout.indent(layout.first_row(held.taken.statement))
    block = layout.block(release, indent + layout.unit(held.taken.suite))
    deeper = Deeper.behind(held, cleared.end)
    edits = [layout.put_after(row, f"{indent}try:"), *cleared.edits]
    if cleared.lacks_final and not starts_some(fault, deeper):
        edits = list(cleared.gone)
    edits.append(layout.put_after(cleared.last, f"{indent}finally:{layout.ending(cleared.last)}{block}"))
    candidate = Candidate(
        tuple(edits),
        "releases in a `finally`",
        (*fault.doubts, *_doubts(fault, held, found, cleared)),
        is_advice=not is_forgiving(fault),
        is_for_errors=True,
    )
    yield from settled(fault, candidate, deeper)


def _doubts(fault: Fault, held: Held, found: list[Place], cleared: _Cleared) -> Iterator[str]:
    """Why one end of the loan, for every way and for errors, may not be what the program means."""
    yield from _broken(fault, held)
    yield from doubts_of_end(fault, Deeper.behind(held, cleared.end), is_given=held.given is not None)
    yield from doubts_of_moves(fault, found, held.taken.suite, cleared.end)


def _broken(fault: Fault, held: Held) -> Iterator[str]:
    if not is_forgiving(fault):
        yield f"an error may leave `{held.name}` in the middle of something, which the pool should be told"
