"""Seeds: where the objects come from that are worth following.

One is an acquisition; the other is the definition of what a strong release verb gives back although
no acquisition is in sight (a parameter, an attribute, the result of a call, a loop's item).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from poollint.ir import Function, Op, root
from poollint.names import plain_verb
from poollint.recognise import DEFINED, Acquisition
from poollint.recognise.evidence import words_of
from poollint.typestate.base import Seed
from poollint.typestate.callsites import seen_from_outside
from poollint.typestate.pulled import ENTERING, pulled_out

if TYPE_CHECKING:
    from poollint.summaries import Summaries

LEAVING = frozenset({"__exit__", "__aexit__"})
EXIT = "exit"
"""Marks the manager of an object whose block was entered by hand: `manager^exit`."""
_ITEM = re.compile(r"\[\d+\]")
_ENTERS = frozenset({"enter_context", "enter_async_context"})


def acquisition_seeds(summaries: Summaries, function: Function) -> list[Seed]:
    """The seeds of all acquisitions in a function."""
    index = {op: number for number, op in enumerate(function.ops)}
    consumers: dict[str, list[Op]] = {}
    for op in function.ops:
        if op.src is not None:
            consumers.setdefault(op.src, []).append(op)
        for argument in op.args[:1]:
            if argument.value is not None:
                consumers.setdefault(argument.value, []).append(op)
    found: list[Seed] = []
    for op in function.ops:
        if op.kind == "call" and op.callee is not None and op.dst is not None:
            kept = _kept_by_call(summaries, function, op, index, consumers)
            found.extend(kept or _of_call(summaries, function, op, index, consumers))
        elif op.kind == "enter":
            found.extend(_of_manager(summaries, function, op, index))
    return found


def _kept_by_call(
    summaries: Summaries, function: Function, op: Op, index: dict[Op, int], consumers: dict[str, list[Op]]
) -> list[Seed]:
    """The objects that stand in attributes of the receiver, or of the new object, after a call."""
    assert op.callee is not None and op.dst is not None
    place = summaries.place(function, op.callee)
    receiver = "self" if op.callee.receiver == "super()" else op.callee.receiver
    if place is None:
        place, receiver = summaries.constructor_place(function, op.callee), op.dst
        made = summaries.recogniser(function).producers(function).get(op.callee.path or "")
        if place is None and made is not None and made.kind == "make" and made.function is not None:
            return _kept_by_closure(summaries, made.function, op, index, consumers)
    callee = summaries.lender(place)
    if callee is None or callee is function or receiver is None or not callee.is_method:
        return []
    waits = [user for user in consumers.get(op.dst, []) if user.kind == "await"]
    if callee.is_async and not waits:
        return []
    at = index[waits[0]] if callee.is_async else index[op]
    result = function.ops[at].dst or ""
    name = next((user.dst for user in consumers.get(receiver, []) if user.kind == "assign"), None)
    return list(_kept(summaries, callee, at, receiver, result, name if receiver == op.dst else None))


def _kept_by_closure(
    summaries: Summaries, closure: Function, op: Op, index: dict[Op, int], consumers: dict[str, list[Op]]
) -> list[Seed]:
    """The objects that a function inside this one takes out, into names of this one."""
    if not closure.writes or closure.is_generator:
        return []
    waits = [user for user in consumers.get(op.dst or "", []) if user.kind == "await"]
    if closure.is_async and not waits:
        return []
    at = index[waits[0]] if closure.is_async else index[op]
    return [Seed(at, places, taken) for places, taken in summaries.handed(closure).keeps]


def _of_manager(summaries: Summaries, function: Function, op: Op, index: dict[Op, int]) -> Iterator[Seed]:
    """What entering a context manager of the project takes out."""
    if op.src is None or op.dst is None:
        return
    name = "__aenter__" if "async" in op.flags else "__enter__"
    entering = summaries.lender(summaries.manager_place(function, op.src, name))
    if entering is None or entering is function:
        return
    yield from _kept(summaries, entering, index[op], op.src, op.dst)
    taken = summaries.handed(entering).result
    if taken is not None:
        yield Seed(index[op], (op.dst if taken.index is None else f"{op.dst}[{taken.index}]",), taken)


def _kept(
    summaries: Summaries, callee: Function, at: int, receiver: str, result: str, name: str | None = None
) -> Iterator[Seed]:
    """What stands in attributes of `receiver` after a call of its method; `name` is its name later."""
    own = callee.params[0] if callee.params else "self"
    for paths, taken in summaries.handed(callee).keeps:
        places = tuple(
            result + path[4:] if path.startswith("$ret") else receiver + path[len(own) :] for path in paths
        )
        if taken.receiver.startswith(own + "."):
            taken = replace(taken, receiver=(name or receiver) + taken.receiver[len(own) :])
        yield Seed(at, places, taken)
    for paths, taken, touch in summaries.handed(callee).lapses:
        yield Seed(at, tuple(receiver + path[len(own) :] for path in paths), taken, gone=touch)


def _of_call(
    summaries: Summaries, function: Function, op: Op, index: dict[Op, int], consumers: dict[str, list[Op]]
) -> Iterator[Seed]:
    assert op.dst is not None and op.callee is not None
    pulled = pulled_out(summaries, function, op, index, consumers)
    if pulled is not None:
        yield pulled
        return
    if op.callee.method in ENTERING:
        yield from _entered_by_hand(summaries, function, op, index, consumers)
        return
    users = consumers.get(op.dst, [])
    names = [user.dst for user in users if user.kind == "assign" and user.dst and not _is_attribute(user.dst)]
    later = [user for name in names for user in consumers.get(name, [])]
    managed = taken_by(summaries, function, op, True)
    if managed is not None and "awaited" not in op.flags:
        for user in [*users, *later]:
            if user.kind == "enter" and user.dst is not None:
                yield Seed(index[user], (user.dst, f"@{user.number}"), managed)
                return
            if user.kind == "call" and user.callee is not None and user.callee.method in _ENTERS:
                at = index[user]
                if "awaited" in user.flags:
                    at = next((index[o] for o in function.ops if o.kind == "await" and o.src == user.dst), at)
                yield Seed(at, (function.ops[at].dst or "", f"@e{at}"), managed)
                return
    taken = taken_by(summaries, function, op, False)
    closed = _closed_by_block(summaries, function, op, users, consumers) if managed is not None else None
    if taken is None and managed is not None and closed is not None:
        yield Seed(index[closed], (closed.dst or "", f"@{closed.number}"), managed)
        return
    if taken is None or not taken.assigns:
        return
    if "with" in op.flags and "awaited" not in op.flags and taken.evidence in ("shape", "weak"):
        return
    at = index[op]
    waits = [user for user in users if user.kind == "yield"]
    if waits and summaries.recogniser(function).yields_to_a_loop(function):
        at = index[waits[0]]
    elif "awaited" in op.flags:
        for user in users:
            if user.kind == "await":
                at = index[user]
    elif taken.awaits is not False:
        passed = _passed_on(summaries, function, op, users, consumers)
        waits = [user for user in later if user.kind == "await"] if taken.awaits else []
        if passed is None and taken.awaits and not waits:
            return
        at = index[passed] if passed is not None else index[waits[0]] if waits else at
    result = function.ops[at].dst
    if result is not None:
        yield Seed(at, (result if taken.index is None else f"{result}[{taken.index}]",), taken)


def _entered_by_hand(
    summaries: Summaries, function: Function, op: Op, index: dict[Op, int], consumers: dict[str, list[Op]]
) -> Iterator[Seed]:
    """What `conn = await manager.__aenter__()` takes out, where this function made the manager."""
    assert op.callee is not None
    made = summaries.recogniser(function).producers(function).get(op.callee.receiver or "")
    if made is None or made.kind != "call" or made.callee is None or made.callee.method in ENTERING:
        return
    managed = taken_by(summaries, function, made, True)
    waits = [user for user in consumers.get(op.dst or "", []) if user.kind == "await"]
    if managed is None or (op.callee.method == "__aenter__") is not bool(waits):
        return
    at = index[waits[0]] if waits else index[op]
    yield Seed(at, (function.ops[at].dst or "", f"{op.callee.receiver}^{EXIT}"), managed)


def _closed_by_block(
    summaries: Summaries, function: Function, op: Op, users: list[Op], consumers: dict[str, list[Op]]
) -> Op | None:
    """The `with` whose end closes what `op` gives: `with closing(pool.connection()) as conn`."""
    recogniser = summaries.recogniser(function)
    for user in users:
        if user.kind == "call" and user.args and user.args[0].value == op.dst:
            if recogniser.manager_is(function, user, "closing"):
                return next((one for one in consumers.get(user.dst or "", []) if one.kind == "enter"), None)
    return None


def _passed_on(
    summaries: Summaries,
    function: Function,
    op: Op,
    users: list[Op],
    consumers: dict[str, list[Op]],
) -> Op | None:
    """The `await` of a call that waits for the acquisition: `await wait_for(acquire(), 5)`."""
    names = summaries.catalogue.names("passing-on")
    for user in users:
        if user.kind == "call" and user.callee is not None and user.args and user.args[0].value == op.dst:
            if summaries.recogniser(function).dotted(function, user.callee) in names:
                waits = [one for one in consumers.get(user.dst or "", []) if one.kind == "await"]
                return waits[0] if waits else None
    return None


def taken_by(summaries: Summaries, function: Function, op: Op, managed: bool) -> Acquisition | None:
    """What a call takes out, by what it calls or by its name; `managed` asks for `with CALL as x`."""
    assert op.callee is not None
    callee = summaries.lender(summaries.place(function, op.callee))
    if callee is not None and callee is not function:
        handed = summaries.handed(callee)
        found = handed.managed if managed else handed.result
        if found is not None:
            return seen_from_outside(summaries, function, op, found)
        if not managed and handed.managed is not None:
            return None
    return summaries.recogniser(function).acquisition(function, op, managed)


def exchanged_seeds(summaries: Summaries, function: Function, covered: set[Op]) -> list[Seed]:
    """The seeds of what an object gave by a verb of its own and takes back by a strong one, in one function.

    `server = manager.get_free()` says nothing; `manager.release(server)` below tells what it was.
    """
    recogniser = summaries.recogniser(function)
    names = {op.src: op.dst for op in function.ops if op.kind == "assign" and op.src and op.dst}
    pauses = ("await", "yield") if recogniser.yields_to_a_loop(function) else ("await",)
    waits = {op.src: number for number, op in enumerate(function.ops) if op.kind in pauses and op.src}
    given: dict[str, set[str]] = {}
    left: set[str] = set()
    for op in function.ops:
        if op.kind == "call" and op.callee is not None and op.callee.method in LEAVING:
            left.add(op.callee.receiver or "")
        if op.kind == "call" and op.callee is not None and op.args and op.args[0].value is not None:
            receiver, verb = recogniser.split(function, op.callee)
            if receiver and recogniser.is_strong_release(plain_verb(verb)) and _only_one(op):
                given.setdefault(receiver, set()).add(op.args[0].value)
    found: list[Seed] = []
    for number, op in enumerate(function.ops):
        if op.kind != "call" or op.callee is None or op.dst is None or op in covered or "with" in op.flags:
            continue
        receiver, verb = recogniser.split(function, op.callee)
        at = waits.get(op.dst, number)
        result = function.ops[at].dst
        if result is None or recogniser.is_denied(function, receiver):
            continue
        if verb in ENTERING and op.callee.receiver in left and not _is_in_block(function, op):
            # `conn = await self._manager.__aenter__()`: by its name it is what pools lend.
            if words_of(names.get(result) or "") & recogniser.names("lent-noun"):
                taken = Acquisition("shape", None, verb, receiver, reason=f"`{receiver}` is left here")
                found.append(Seed(at, (result, f"{op.callee.receiver}^{EXIT}"), taken))
        elif names.get(result) in given.get(receiver, ()):
            taken = Acquisition("shape", None, verb, receiver, reason=f"`{receiver}` takes it back")
            found.append(Seed(at, (result,), taken))
    return found


def _is_in_block(function: Function, op: Op) -> bool:
    """Whether the manager of a call is entered by a `with` as well."""
    assert op.callee is not None
    return any(one.kind == "enter" and one.src == op.callee.receiver for one in function.ops)


def _only_one(op: Op) -> bool:
    return sum(argument.keyword is None for argument in op.args) == 1


def defined_seeds(summaries: Summaries, function: Function, covered: set[Op]) -> list[Seed]:
    """The seeds of objects that a strong release gives back without an acquisition in sight."""
    found: dict[tuple[int, str], Seed] = {}
    recogniser = summaries.recogniser(function)
    for op in function.ops:
        if op.kind != "call" or op.callee is None or op in covered:
            continue
        for position, argument in enumerate(op.args[:3]):
            path = argument.value
            if path is None or argument.star or path.startswith("="):
                continue
            place = argument.keyword or position
            taken = _defined(summaries, function, op)
            if recogniser.release(function, op.callee, op, taken, place) is None:
                continue
            for seed in _definitions(summaries, function, path, taken, set()):
                # What a pool's method didn't get from outside, it may file away and lend at the same time.
                if taken.evidence != "inside" or (seed.entry and seed.places[0] in function.params):
                    found.setdefault((seed.op, seed.places[0]), seed)
        for path, taken in _through_wrapper(summaries, function, op):
            for seed in _definitions(summaries, function, path, taken, set()):
                found.setdefault((seed.op, seed.places[0]), seed)
    return list(found.values())


def kept_seeds(summaries: Summaries, function: Function, covered: set[Op]) -> list[Seed]:
    """The seeds of what another method of the class has put into an attribute and this one gives back.

    What a release by the object's own method (`self.conn.close()`) is, only the acquisition tells.
    """
    if not function.is_method or not function.params or function.class_name is None:
        return []
    own = function.params[0]
    recogniser = summaries.recogniser(function)
    found: list[Seed] = []
    for attribute, taken in summaries.kept(function).items():
        path = f"{own}.{attribute}"
        for op in function.ops:
            if (
                op.kind == "call"
                and op.callee is not None
                and op not in covered
                and op.callee.receiver == path
            ):
                if recogniser.release(function, op.callee, op, taken, "receiver") is not None:
                    found.append(Seed(0, (path,), taken, True))
                    break
    return found


def _through_wrapper(summaries: Summaries, function: Function, op: Op) -> Iterator[tuple[str, Acquisition]]:
    """What a call of a function of this module gives back, as paths of the caller."""
    assert op.callee is not None
    callee = summaries.taker(summaries.place(function, op.callee))
    if callee is None or callee is function or (callee.is_async and "awaited" not in op.flags):
        return
    params = list(callee.params)
    receiver = op.callee.receiver if op.callee.receiver != "super()" else "self"
    bound = callee.is_method and receiver is not None and bool(params)
    for path, taken in summaries.given_back(callee).items():
        first = root(path)
        if bound and receiver is not None and first == params[0] and path != first:
            yield receiver + path[len(first) :], taken
        elif first == path and path in params:
            place = params.index(path) - (1 if bound else 0)
            for position, argument in enumerate(op.args):
                if argument.value is None or argument.star or argument.value.startswith("="):
                    continue
                if argument.keyword == path or (argument.keyword is None and position == place):
                    yield argument.value, taken


def _defined(summaries: Summaries, function: Function, op: Op) -> Acquisition:
    assert op.callee is not None
    receiver, verb = summaries.recogniser(function).split(function, op.callee)
    if summaries.recogniser(function).gives_inside(function, op.callee):
        return replace(DEFINED, evidence="inside", receiver=receiver, verb=verb)
    for spec in summaries.recogniser(function).specs(function, receiver) if receiver else ():
        if not spec.negative and any(entry.name == verb for entry in spec.release):
            return replace(DEFINED, spec=spec, receiver=receiver)
    if plain_verb(verb) in summaries.recogniser(function).names("sole-release"):
        fitting = [
            spec
            for spec in summaries.recogniser(function).imported_specs
            if any(entry.form == "arg" and entry.name == verb for entry in spec.release)
        ]
        if len(fitting) == 1:
            return replace(DEFINED, spec=fitting[0], receiver=receiver)
    return replace(DEFINED, receiver=receiver)


def _definitions(
    summaries: Summaries, function: Function, path: str, taken: Acquisition, seen: set[str]
) -> Iterator[Seed]:
    """The operations, or the entry, at which the object behind `path` comes into the function."""
    if path in seen:
        return
    seen.add(path)
    defined = False
    for number, op in enumerate(function.ops):
        if op.kind == "call" and _is_item(path, op.dst) and "awaited" not in op.flags:
            if not _is_acquisition(summaries, function, op):  # `buf, size = self.chunks.popleft()`
                defined = True
                yield Seed(number, (path,), taken)
        if op.dst != path:
            continue
        if op.kind in ("call", "await", "next"):
            if op.kind == "call" and ("awaited" in op.flags or _is_acquisition(summaries, function, op)):
                continue
            if op.kind == "await" and any(
                o.kind == "call" and o.dst == op.src and _is_acquisition(summaries, function, o)
                for o in function.ops
            ):
                continue
            defined = True
            yield Seed(number, (path,), taken)
        elif op.kind == "assign":
            defined = True
            if op.src is not None and not op.src.startswith("="):
                if op.src.startswith("%") or "." in op.src or op.src in function.locals:
                    yield from _definitions(summaries, function, op.src, taken, seen)
    first = root(path)
    is_param = first in function.params
    # A captured name is followed from the function that binds it.
    free = first not in function.locals and not first.startswith("%") and not _is_captured(function, first)
    if (is_param or free) and (not defined or is_param or _is_attribute(path)) and first != "super()":
        yield Seed(0, (path,), taken, True)


def _is_captured(function: Function, name: str) -> bool:
    scope = function.parent
    while scope is not None:
        if name in scope.locals and name not in ("self", "cls"):
            return True
        scope = scope.parent
    return False


def _is_acquisition(summaries: Summaries, function: Function, op: Op) -> bool:
    return taken_by(summaries, function, op, False) is not None


def _is_item(path: str, of: str | None) -> bool:
    """Whether a path is an item, by number, of what stands at another."""
    return of is not None and path.startswith(of) and _ITEM.fullmatch(path, len(of)) is not None


def _is_attribute(path: str) -> bool:
    return "." in path or "[" in path
