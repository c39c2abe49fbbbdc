"""Deferrals in a query: making, arming, running and joining them, and exit stacks.

A deferral is passive until something arms it. It holds the object by value (`binding`) or through the
names that its body reads, while these are bound to it (late binding).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from poollint.catalogue import Deferral, Join
from poollint.ir import Argument, Callee, Function, Op, Operand, is_within, last_name
from poollint.recognise.evidence import words_of
from poollint.typestate.base import Body
from poollint.typestate.placing import Placing
from poollint.typestate.reports import Exit, Touch
from poollint.typestate.state import ANY_MOMENT, Item, Stack, State

_CODES = {
    "task": "POOL104",
    "greenlet": "POOL104",
    "thread": "POOL104",
    "device": "POOL104",
    "background": "POOL104",
}
LOOP = frozenset({"task", "callback"})
AT_EXIT = frozenset({"task", "greenlet", "callback", "thread", "device", "background", "exit"})
_KEYWORDS = frozenset({"kwargs", "kwds"})
_MAX_ENTRIES = 8
_CLEANING = frozenset({"close", "aclose", "rollback", "expunge_all", "expunge", "invalidate", "remove"})


def _kind(body: Body) -> str:
    """How a passive deferral is called in a trail."""
    if body.function is not None and body.function.is_generator:
        return "generator"
    return "coroutine" if body.function is not None and body.function.is_async else "closure"


class Outcome(NamedTuple):
    """What running a body does: the object's state after it, and what it did to it."""

    t: str
    used: Touch | None = None
    second: Touch | None = None
    release: Touch | None = None
    exit: Exit | None = None


class Deferring(Placing):
    """Mixin: deferrals."""

    # Making

    def make(self, index: int, state: State, op: Op) -> State:
        """A closure: noted only where it can hold the object now or later."""
        function = op.function
        assert function is not None and op.dst is not None
        binding = frozenset(
            name for name, value in op.defaults if value is not None and value in state.aliases
        )
        captured = function.free & self.relevant
        if function.kind == "genexp":
            # A generator over a generator: running one runs the other.
            inner = [
                item for name, value in op.defaults for item in self.handled(state, value) if item.arm == -1
            ]
            for item in inner:
                named = item._replace(handles=item.handles | {op.dst})
                state = state._replace(items=self._replaced(state.items, named))
        if not binding and not captured:
            return state
        self.bodies[index, -1] = Body(function, None, op)
        item = Item(index, -1, "", binding, frozenset({op.dst}))
        return state._replace(items=self._replaced(state.items, item))

    def _replaced(self, items: frozenset[Item], item: Item) -> frozenset[Item]:
        """The items with `item`; an older passive one of the same site is another object's."""
        kept = [old for old in items if (old.site, old.arm) != (item.site, item.arm)]
        old = [other for other in items if (other.site, other.arm) == (item.site, item.arm)]
        if old:
            handles = frozenset(path for other in old for path in other.handles if path.endswith("~"))
            item = item._replace(handles=item.handles | handles)
        return frozenset([*kept, item])

    def coroutine(
        self, index: int, state: State, op: Op, function: Function | None, entries: frozenset[str]
    ) -> State:
        """The un-awaited call of a coroutine or generator function: nothing has run yet."""
        assert op.dst is not None
        self.bodies[index, -1] = Body(function, op.callee, op, op.args)
        return state._replace(
            items=self._replaced(state.items, Item(index, -1, "", entries, frozenset({op.dst})))
        )

    def is_started(self, op: Op) -> bool:
        """Whether a call makes the coroutine that a scheduler gets: it doesn't run here."""
        return op.kind == "call" and any(
            user.kind == "call"
            and any(argument.value == op.dst for argument in user.args)
            and self.recogniser.deferral(self.function, user) is not None
            for user in self.ops
        )

    # Finding the deferred thing

    def handled(self, state: State, operand: Operand) -> list[Item]:
        """The items that `operand` names, itself or as members of a container."""
        if operand is None:
            return []
        return [
            item
            for item in state.items
            if operand in item.handles
            or operand + "~" in item.handles
            or operand + "!" in item.handles
            or operand + "?" in item.handles
        ]

    def arm(self, index: int, state: State, op: Op, record: Deferral) -> State | None:
        """Apply the catalogue's deferral `record` to a call; None where nothing of ours is deferred."""
        assert op.dst is not None
        handles: set[str] = set()
        if record.handle in ("result", "both"):
            handles.add(op.dst)
        if record.handle in ("receiver", "both") and op.callee is not None and op.callee.receiver is not None:
            handles.add(op.callee.receiver)
        if record.handle == "block":
            handles |= self._block(op, record)
        begun = record.start is None or (record.start == "await" and "awaited" in op.flags)
        passive = record.lane == "lazy" or not begun
        found = False
        deferred = list(self._deferred(op, record))
        if record.itself and op.callee is not None and op.callee.receiver in state.aliases:
            deferred, record = [(op.callee.receiver, (), op.offsets)], record._replace(args="value")
        for operand, extra, offsets in deferred:
            for item, body in self._resolve(index, state, op, operand, extra, record):
                found = True
                if item.arm >= 0:
                    # Scheduled before: a wait around it is one more name for it.
                    again = item._replace(handles=item.handles | handles)
                    state = state._replace(items=self._replaced(state.items, again))
                    continue
                arm = -1 if passive else index
                lane = record.lane if record.lane != "lazy" else ""
                self.bodies[item.site, arm] = body
                if passive and item.site != index:
                    # A wrapper over a closure is one more name for it.
                    item = item._replace(handles=item.handles | handles, lane=lane, binding=item.binding)
                    state = state._replace(items=self._replaced(state.items, item))
                    continue
                armed = Item(item.site, arm, lane, item.binding, frozenset(handles))
                if record.lane == "stack":
                    state = self.push(state, op, ("run", item.site, arm))
                    armed = armed._replace(handles=frozenset())
                items = frozenset(other for other in state.items if other != item or item.site == index)
                if item.arm == -1 and item.site != index and record.lane in ("stack", "callback", "exit"):
                    items = items | {item}  # a closure can be called again
                state = state._replace(items=self._replaced(items, armed))
                state = self._armed(index, state, armed, op, offsets)
        return state if found else None

    def _block(self, op: Op, record: Deferral) -> frozenset[str]:
        """The names of the outermost `with` around `op` whose manager the record waits for."""
        for number, part in op.region:
            for enter in self.ops if part == "body" else ():
                if enter.kind == "enter" and enter.number == number:
                    made = self.producers.get(enter.src or "")
                    if made is not None and made.callee is not None:
                        if self.recogniser.dotted(self.function, made.callee) in record.blocks:
                            return frozenset(self.with_names.get(number, ()))
        return frozenset()

    def _armed(self, index: int, state: State, item: Item, op: Op, offsets: tuple[int, int]) -> State:
        """What arming itself says: of a released object, or of a body that gives the object back."""
        if item.arm < 0 or item.lane in ("stack", "copy"):
            return state
        if state.t == "released" and (item.binding or item.lane in ANY_MOMENT):
            self.check(index, state, item)
        elif state.t == "held" and any(outcome.t == "released" for outcome in self.run(state, item)):
            # The deferral gives the object back itself: it owns it from here on.
            self.is_arranged = True
            return state._replace(t="unknown")
        return state

    def _deferred(
        self, op: Op, record: Deferral
    ) -> Iterator[tuple[Operand, tuple[Argument, ...], tuple[int, int]]]:
        """(deferred operand, its arguments, offsets) of a call, by the catalogue's record."""
        if record.body == ("*",):
            for argument in op.args:
                if argument.items is not None and argument.star:
                    for operand in argument.items:
                        yield operand, (), argument.offsets
                elif argument.keyword is None:
                    yield argument.value, (), argument.offsets
            return
        for place in record.body:
            if place == "receiver" and op.callee is not None:
                yield op.callee.receiver, (), op.offsets
                return
            for position, argument in enumerate(op.args):
                matches = (
                    position == int(place) and not argument.keyword
                    if place.isdigit()
                    else argument.keyword == place
                )
                if matches and not argument.star:
                    yield argument.value, self._bound(op, record, position), op.offsets
                    return

    def _bound(self, op: Op, record: Deferral, position: int) -> tuple[Argument, ...]:
        """The arguments that the deferred callable will get."""
        if record.args == "rest":
            positional = [a for a in op.args[position + 1 :] if a.keyword is None]
            named = [a for a in op.args if a.keyword is not None and a.keyword not in record.body]
            return (*positional, *named)
        if record.args in ("args", "argument"):
            by_name = tuple(
                Argument(value, key, offsets=argument.offsets)
                for number, argument in enumerate(op.args)
                if argument.keyword in _KEYWORDS or (argument.keyword is None and number == position + 2)
                for key, value in argument.pairs
            )
            for number, argument in enumerate(op.args):
                is_args = argument.keyword == record.args or (
                    argument.keyword is None and number == position + 1
                )
                if is_args and argument.items is not None:
                    given = tuple(Argument(value, offsets=argument.offsets) for value in argument.items)
                    return (*given, *by_name)
            return by_name
        return ()

    def _resolve(
        self,
        index: int,
        state: State,
        op: Op,
        operand: Operand,
        extra: tuple[Argument, ...],
        record: Deferral,
    ) -> Iterator[tuple[Item, Body]]:
        """The items, existing or new, that deferring `operand` with the arguments `extra` is about."""
        if operand is None:
            return
        items = self.handled(state, operand)
        if items:
            for item in items:
                body = self.bodies[item.site, item.arm]
                if body.function is not None and extra:
                    callee = Callee(path=body.function.name)
                    added = self.entries(state, body.function, callee, extra) - self.cells(
                        state, body.function
                    )
                    item = item._replace(binding=item.binding | added)
                yield item, body
            return
        blank = Item(index, -1, "", frozenset(), frozenset())
        if record.args == "value":
            is_part = record.lane == "device" and self._is_part_of_it(state, operand)
            if operand in state.aliases or operand + "~" in state.aliases or is_part:
                yield blank._replace(binding=frozenset({"0"})), Body(None, op.callee, op, op.args)
            return
        # A bound method of the object: `conn.ping`.
        for alias in state.aliases:
            if operand.startswith(alias + ".") and "." not in operand[len(alias) + 1 :]:
                callee = Callee(None, alias, operand[len(alias) + 1 :], operand)
                yield blank._replace(binding=frozenset({"receiver"})), Body(None, callee, op, extra)
                return
            if alias.startswith(operand + "^"):
                callee = Callee(None, operand, alias.partition("^")[2], operand)
                yield blank._replace(binding=frozenset({"receiver"})), Body(None, callee, op, extra)
                return
        made = self.producers.get(operand)
        if (
            made is not None
            and made.kind == "call"
            and made.callee is not None
            and record.args != "iterable"
            and record.lane in ("task", "greenlet", "now", "lazy", "thread")
        ):
            # The coroutine of a call that is not resolved: it holds what it was given.
            places = self.places(state, made)
            if places and not extra:
                yield (
                    blank._replace(binding=frozenset(map(str, places))),
                    Body(None, made.callee, made, made.args),
                )
            return
        callee = self._as_callee(operand)
        concerned = any(argument.value in state.aliases for argument in extra)
        function = self.summaries.resolve(self.function, callee, concerned)
        if function is not None:
            entries = self.entries(state, function, callee, extra)
            if entries:
                yield (
                    blank._replace(binding=entries - self.cells(state, function)),
                    Body(function, callee, op, extra),
                )
            return
        given = [
            argument.keyword or str(position)
            for position, argument in enumerate(extra)
            if argument.value is not None and argument.value in state.aliases
        ]
        if given:
            yield blank._replace(binding=frozenset(given)), Body(None, callee, op, extra)

    def _is_part_of_it(self, state: State, operand: str) -> bool:
        """Whether an operand is an attribute or a slice of the object: what memory holds is part of it."""
        made = [one.src or one.how for one in self.ops if one.kind == "assign" and one.dst == operand]
        path = made[0] if made else operand
        return path is not None and any(is_within(path, alias) for alias in state.aliases if alias[:1] != "@")

    def _as_callee(self, operand: str) -> Callee:
        receiver, dot, method = operand.rpartition(".")
        return Callee(None, receiver, method, operand) if dot else Callee(operand, None, None, operand)

    # Running

    def held_by(self, state: State, item: Item) -> frozenset[str]:
        """The paths of the body that are the object if it runs now."""
        body = self.bodies[item.site, item.arm]
        if body.function is None:
            return item.binding
        return item.binding | self.cells(state, body.function)

    def is_generator(self, item: Item) -> bool:
        """Whether a deferral is a generator of the project, which runs as far as it is asked to."""
        function = self.bodies[item.site, item.arm].function
        return function is not None and function.is_generator

    def run(self, state: State, item: Item) -> list[Outcome]:
        """What happens to the object if the deferral runs now."""
        entries = self.held_by(state, item)
        if not entries or state.t not in ("held", "released"):
            return []
        body = self.bodies[item.site, item.arm]
        if body.function is not None and body.function.kind == "genexp" and ".0" in item.binding:
            # Its first iterable was asked for its iterator when it was made, and is read when it runs.
            return [Outcome(state.t, used=self.touch(body.call.offsets, "iter"))]
        if body.function is not None:
            taken = self.inside(body.function, body.callee, body.args) if body.callee else self.taken
            summary = self.summaries.summary(body.function, entries, state.t, taken)
            if summary is None:
                return [Outcome(state.t)]
            if state.t == "held":
                self.brought[summary] = None
            found = [
                Outcome(way.t, summary.used, summary.second, way.release, way)
                for way in sorted(summary.exits, key=str)
            ]
            return found or [Outcome(state.t, summary.used, summary.second)]
        callee = body.callee
        assert callee is not None
        arguments = Op(
            "call", body.call.offsets, callee=callee, args=body.args, flags=body.call.flags | {"awaited"}
        )
        here = self.touch(body.call.offsets, callee.method or callee.path or "call")
        for place in sorted(entries):
            where: int | str = int(place) if place.isdigit() else place
            if self.recogniser.release(self.function, callee, arguments, self.taken, where) is not None:
                if state.t == "released":
                    return [Outcome("released", second=here)]
                return [Outcome("released", release=here)]
            if self.recogniser.discards(self.function, callee, self.taken):
                return [Outcome("unknown")]
        if any(self.is_touch(arguments, callee, place) for place in entries):
            return [Outcome(state.t, used=here)]
        return [Outcome(state.t)]

    def is_touch(self, op: Op, callee: Callee, place: int | str) -> bool:
        """Whether a call that is not resolved surely uses the object at `place`."""
        names = self.recogniser.names
        if place == "receiver":
            spec = self.taken.spec
            method = callee.method or ""
            if spec is not None and spec.use_after_release == "reconnects" and method in _CLEANING:
                return False  # nothing is taken out again for these
            asks = method in names("status") and (method.startswith("is") or method.endswith("closed"))
            return not (asks or (spec is not None and method in spec.status))
        if self.is_response or self.recogniser.is_call_record(self.function, callee):
            return False
        if callee.method is not None:
            if callee.method == "update" and words_of(last_name(callee.receiver).lower()) & names(
                "hash-word"
            ):
                return True
            if callee.method in names("identity-method") or self.recogniser.is_logging(self.function, callee):
                return False
            return not self.recogniser.discards(self.function, callee, self.taken)
        dotted = self.recogniser.dotted(self.function, callee)
        if dotted in names("doubtful-function"):
            kind = self.taken.spec.kind if self.taken.spec is not None else "other"
            return kind in ("buffer", "struct") and dotted in ("str", "repr", "print", "format")
        return True

    def check(self, index: int, state: State, item: Item) -> None:
        """Report what goes wrong if the deferral runs now, with the object released."""
        if state.t != "released":
            return
        for outcome in self.run(state, item):
            body = self.bodies[item.site, item.arm]
            place = self.ops[item.arm if item.arm >= 0 else item.site]
            what = item.lane or _kind(body)
            deferred = self.touch(place.offsets, what)
            made = self.ops[item.site] if 0 <= item.site != item.arm >= 0 else place
            if outcome.used is not None:
                inner = outcome.used if body.function is not None else None
                here = self.ops[index]
                if here.kind == "exit" and item.arm < 0 and state.returned >= 0:
                    here = self.ops[state.returned]
                self.report(
                    _CODES.get(item.lane, "POOL102"),
                    state,
                    index,
                    self.touch(here.offsets, "handed" if here.kind == "return" else "runs"),
                    deferred=deferred,
                    inner=inner,
                    lane=item.lane,
                    made=self.touch(made.offsets, what) if made is not place else None,
                )
                return
            if outcome.second is not None and item.lane != "stack":
                return

    def check_armed(self, index: int, state: State, lanes: frozenset[str]) -> None:
        """Let every armed deferral of these lanes run now, as far as it can do harm."""
        if state.t == "released":
            for item in sorted(state.items):
                if item.arm >= 0 and item.lane in lanes:
                    self.check(index, state, item)

    def suspended(self, index: int, state: State) -> State:
        """A suspension: tasks and loop callbacks may run."""
        self.check_armed(index, state, LOOP | ANY_MOMENT)
        if any(item.lane in LOOP and not item.started and item.arm >= 0 for item in state.items):
            state = state._replace(
                items=frozenset(
                    item._replace(started=True) if item.lane in LOOP and item.arm >= 0 else item
                    for item in state.items
                )
            )
        return state

    def ended(self, index: int, state: State) -> None:
        """The normal end of the function: everything that is still armed runs after it."""
        self.check_armed(index, state, AT_EXIT)
        own = f"{self.function.params[0]}." if self.function.is_method and self.function.params else None
        for item in sorted(state.items):
            is_kept = own is not None and any(handle.startswith(own) for handle in item.handles)
            if item.arm == -1 and (is_kept or "$ret" in item.handles or "$ret~" in item.handles):
                self.check(index, state, item)

    # Joining

    def done(self, state: State, items: Iterable[Item]) -> State:
        """The state in which these deferrals have finished."""
        gone = set(items)
        return state._replace(items=state.items - gone) if gone else state

    def stopped(self, state: State, items: Iterable[Item]) -> State:
        """The state in which a wait for these was given up, and they with it; a thread runs on."""
        return self.done(state, [item for item in items if item.lane not in ANY_MOMENT or item.arm < 0])

    def joined(self, state: State, operand: Operand) -> State:
        """The state after a complete join of what `operand` names; passive ones have run as well."""
        return self.done(state, self.handled(state, operand))

    def left(self, state: State, paths: Iterable[str]) -> State:
        """The state after a group (task group, executor) named by `paths` has been left."""
        names = set(paths)
        return self.done(state, [item for item in state.items if item.arm >= 0 and item.handles & names])

    def join_operands(self, op: Op, join: Join) -> list[Operand]:
        """What a join names in a call."""
        if join.of == "receiver":
            return [op.dst] if join.form == "await" else [op.callee.receiver if op.callee else None]
        if join.of == "each":
            found: list[Operand] = []
            for argument in op.args:
                if argument.keyword is None:
                    found.extend(
                        argument.items if argument.items is not None and argument.star else [argument.value]
                    )
            return found
        for position, argument in enumerate(op.args):
            if (str(position) == join.of and not argument.keyword) or argument.keyword == join.of:
                return [argument.value]
        return []

    # Exit stacks

    def stack_of(self, state: State, operand: Operand) -> Stack | None:
        if operand is None:
            return None
        return next((stack for stack in state.stacks if operand in stack.paths), None)

    def push(self, state: State, op: Op, entry: tuple[str, int, int]) -> State:
        """Register an entry on the stack that is the receiver of `op`."""
        stack = self.stack_of(state, op.callee.receiver if op.callee else None)
        if stack is None:
            return state
        if entry in stack.entries:
            return state
        if len(stack.entries) >= _MAX_ENTRIES:
            return state._replace(stacks=state.stacks - {stack})
        return state._replace(
            stacks=state.stacks - {stack} | {stack._replace(entries=(*stack.entries, entry))}
        )

    def drain(self, index: int, state: State, stack: Stack) -> State:
        """Run the entries of a stack, the last one first."""
        state = state._replace(stacks=state.stacks - {stack})
        for kind, site, arm in reversed(stack.entries):
            if kind == "exit":
                marker = f"@e{site}"
                if marker in state.aliases:
                    state = state._replace(aliases=state.aliases - {marker})
                    if state.t == "held":
                        state = self.released(index, state, self.ops[site].offsets, "exit")
                        self.check_armed(index, state, ANY_MOMENT)
                    elif state.t == "released" and self.doubles_at_exit():
                        self.second(index, state, self.release_touch[state.release].offsets)
                continue
            if kind == "join":
                # Waiting for the group lets its members run: the object must still be held.
                state = self.suspended(index, state)
                entered = self.ops[site].dst or ""
                names = {name for name, made in self.producers.items() if made is self.ops[site]}
                state = self.left(state, {entered, *names})
                continue
            for item in [i for i in state.items if i.site == site and i.arm == arm]:
                self.check(index, state, item)
                outcomes = self.run(state, item)
                state = state._replace(items=state.items - {item})
                after = {outcome.t for outcome in outcomes}
                if state.t == "held" and after == {"released"}:
                    state = self.released(index, state, self.ops[arm].offsets, "entry")
                    self.check_armed(index, state, ANY_MOMENT)
                elif state.t == "released" and any(outcome.second for outcome in outcomes):
                    self.second(index, state, self.ops[arm].offsets)
                elif state.t == "held" and "released" in after:
                    state = state._replace(t="unknown")
        return state

    def doubles_at_exit(self) -> bool:
        """Whether giving the object back inside its own block does harm, as far as is known."""
        spec = self.taken.spec
        return spec is None or spec.double_release in ("raises", "duplicates")

    def second(self, index: int, state: State, offsets: tuple[int, int], inner: Touch | None = None) -> None:
        """The object is given back although it has been already."""
        place = self.touch(offsets, "call")
        self.report("POOL201", state, index, place, inner=inner, release=place)
