"""What is kept after an error alone: the error gives it back, or throws it away where it may be broken.

conn = pool.getconn()           conn = pool.getconn()
conn.load(rows)                 try:
queue.put(conn)         ->          conn.load(rows)
                                    queue.put(conn)
                                except BaseException:
                                    pool.putconn(conn)
                                    raise
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile

import libcst as cst

from poollint.catalogue.model import Release
from poollint.fixes.facts import branches
from poollint.fixes.fault import Attempts, Candidate, Fault, Refusal, Written
from poollint.fixes.held import Held, final_release, hands_on, may_fail_behind, starts_late
from poollint.fixes.layout import Place
from poollint.fixes.loss import run_elsewhere, words
from poollint.fixes.move import without
from poollint.fixes.settle import Deeper, settled

_MEMORY = frozenset({"buffer", "struct"})


def is_forgiving(fault: Fault) -> bool:
    """Whether the pool takes back what an error left: plain memory, or what it resets by itself."""
    spec, acquired = fault.case.spec, fault.case.acquired
    call = fault.layout.node_at(fault.layout.range(acquired)) if acquired is not None else None
    call = call.expression if isinstance(call, cst.Await) else call
    func = call.func if isinstance(call, cst.Call) else None
    if spec is not None and spec.resets:
        return True
    if spec is not None and spec.kind != "other":
        return spec.kind in _MEMORY
    if isinstance(call, cst.Call) and isinstance(func, cst.Name):
        return any(fault.facts.speaks_of_memory(argument.value) for argument in call.args[:1])
    return isinstance(func, cst.Attribute) and fault.facts.speaks_of_memory(func.value)


# The object is thrown away or given back, and the error goes on


def after_error(fault: Fault, held: Held, *, discards: bool) -> Attempts:
    """What stands above the release, or hands the object on, goes into a `try` that ends the loan."""
    layout, facts, suite = fault.layout, fault.facts, held.taken.suite
    line = _discard(fault, held) if discards else _give_back(fault, held)
    last = _last(fault, held)
    if fault.case.code != "POOL302" or line is None or last is None or last <= held.taken.index:
        return
    for first in _starts(fault, held, last):
        region = suite.body[first : last + 1]
        if any(run_elsewhere(fault, node) for node in region):
            yield Refusal("another release of it is run elsewhere")
            continue
        if any(may_fail_behind(fault, node) for node in region):
            yield Refusal("the called function may raise when it has given it back")
            continue
        if starts_late(fault, region, held.name) and any(hands_on(node, held.name) for node in region):
            yield Refusal("what runs late may still use it after an error")  # where nobody takes it
            continue
        bound = facts.bound(_going_on(fault, region, _names_in(line)))
        rebound = next((name for name in sorted(bound) if name in _names_in(line)), None)
        if rebound is not None:
            yield Refusal(f"`{rebound}` is bound anew before the release")
            continue
        indent, unit = layout.indent(layout.first_row(held.taken.statement)), layout.unit(suite)
        above = layout.tail_row(Place(suite, first - 1))
        row = layout.tail_row(Place(suite, last))
        ending = layout.ending(row)
        handler = ending.join(
            (f"{indent}except BaseException:", f"{indent}{unit}{line}", f"{indent}{unit}raise")
        )
        edits = [
            layout.put_after(above, f"{indent}try:"),
            *layout.indented(suite, above + 1, row, indent),
            layout.put_after(row, handler),
        ]
        what = "discards it after an error" if discards else "gives it back after an error"
        doubt = "it is released then after an error as well"
        if discards:
            doubt = "every error costs the pool an object then"
        candidate = Candidate(tuple(edits), what, (*fault.doubts, doubt), is_for_errors=True)
        yield from settled(fault, candidate, Deeper(suite, first, last, held.name))


def _starts(fault: Fault, held: Held, last: int) -> list[int]:
    """Where the `try` may begin: behind the acquisition, or behind what hands it on and leaves."""
    body = held.taken.suite.body
    first = held.taken.index + 1
    behind = [index + 1 for index in range(first, last) if hands_on(body[index], held.name)]
    return [first, *behind[-1:]]


def _going_on(fault: Fault, nodes: Sequence[cst.CSTNode], names: set[str]) -> Iterator[cst.CSTNode]:
    """The statements without the branches that leave without an error: no later error is theirs.

    One that may raise when it has bound one of the names is none of these.
    """
    for node in nodes:
        if not isinstance(node, cst.If):
            yield node
            continue
        yield node.test
        for suite in branches(node):
            last = suite.body[-1] if isinstance(suite, cst.IndentedBlock) else None
            part = last.body[-1] if isinstance(last, cst.SimpleStatementLine) else None
            body: Sequence[cst.CSTNode] = getattr(suite, "body", ())
            behind = list(dropwhile(lambda one: names.isdisjoint(fault.facts.bound([one])), body))
            if not isinstance(part, (cst.Return, cst.Break, cst.Continue)) or (
                fault.facts.risks(behind).may_raise
            ):
                yield from _going_on(fault, body, names)


def _last(fault: Fault, held: Held) -> int | None:
    """The last statement whose errors are the function's: above the release, or what hands it on."""
    body = held.taken.suite.body
    if held.given is not None:
        return held.given - 1 if final_release(fault, body[held.given]) is None else None
    return held.goal if hands_on(body[held.goal], held.name) else None


def _names_in(line: str) -> set[str]:
    return {part for part in line.replace("(", " ").replace(")", " ").replace(",", " ").split() if part}


def _give_back(fault: Fault, held: Held) -> str | None:
    if not is_forgiving(fault):
        return None
    found = next(words(fault), None)
    return found.said(held.name) if found is not None else None


def _discard(fault: Fault, held: Held) -> str | None:
    """The statement that has the pool throw the object away, as the catalogue has it."""
    spec, release = fault.case.spec, fault.release
    if spec is None or not isinstance(release, Written):
        return None
    call = release.call
    if not isinstance(call, cst.Call) or not isinstance(call.func, cst.Attribute):
        return None
    code = fault.layout.code(call)
    wait = "await " if release.is_awaited else ""
    receiver = fault.layout.code(call.func.value)
    by_argument = receiver != held.name
    for one in spec.release:
        if one.discard_when is not None and one.name == call.func.attr.value:
            return f"{wait}{code[:-1]}, {one.discard_when})" if call.args else None
    for one in spec.release:
        if one.discard and one.name is not None and one.form in ("arg", "self"):
            return _said(one, receiver if by_argument else None, held.name)
    return None


def _said(release: Release, pool: str | None, name: str) -> str | None:
    wait = "await " if release.mode == "await" else ""
    if release.form == "self":
        return f"{wait}{name}.{release.name}()"
    if pool is None or release.arg:
        return None
    return f"{wait}{pool}.{release.name}({name})"


# A helper that does more before it gives back


def in_helper(fault: Fault, held: Held, found: Sequence[Place]) -> Iterator[Candidate]:
    """What a function of the file does before it gives its argument back must not keep it from that."""
    layout = fault.layout
    if fault.case.code != "POOL302" or not is_forgiving(fault):
        return
    named = {node.name.value: node for node in layout.source.module.body if isinstance(node, cst.FunctionDef)}
    calls = [call for place in found for call in fault.said_otherwise(place.statement)]
    for call in calls:
        node = named.pop(call.func.value, None) if isinstance(call.func, cst.Name) else None
        body = node.body if node is not None else None
        if not isinstance(body, cst.IndentedBlock) or len(body.body) < 2:
            continue
        last = Place(body, len(body.body) - 1)
        if any(layout.movable(Place(body, index)) is not None for index in range(len(body.body))):
            continue
        value = last.statement.body[0] if isinstance(last.statement, cst.SimpleStatementLine) else None
        inner = value.value if isinstance(value, cst.Expr) else None
        inner = inner.expression if isinstance(inner, cst.Await) else inner
        if not isinstance(inner, cst.Call) or not isinstance(inner.func, cst.Attribute):
            continue
        if not fault.facts.gives_back(inner.func.attr.value):
            continue
        first, row = layout.own_first_row(Place(body, 0)), layout.tail_row(Place(body, last.index - 1))
        indent, unit = layout.indent(layout.first_row(last.statement)), layout.unit(body)
        ending = layout.ending(row)
        block = layout.block(last, indent + unit)
        edits = [
            layout.put_before(first, f"{indent}try:"),
            *layout.indented(body, first, row, indent),
            layout.put_after(row, f"{indent}finally:{ending}{block}"),
            *without(fault, last),
        ]
        yield Candidate(
            tuple(edits),
            "has the called function release in a `finally`",
            (*fault.doubts, "it does so for all who call it"),
            is_for_errors=True,
        )


def together(one: Candidate, other: Candidate) -> Candidate:
    """Both, where neither is enough."""
    return Candidate(
        (*one.edits, *other.edits),
        f"{one.message}, and {other.message}",
        (*one.doubts, *other.doubts),
        is_advice=one.is_advice or other.is_advice,
        is_for_errors=True,
    )
