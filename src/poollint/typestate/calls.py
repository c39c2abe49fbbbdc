"""Calls in a query: acquisition, release, deferral, join, known callee, unknown callee, in that order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from poollint.catalogue import PoolSpec
from poollint.ir import Callee, Function, Op, is_within
from poollint.recognise import Given
from poollint.typestate.base import Body, Edge
from poollint.typestate.callees import EXHAUSTING, Callees
from poollint.typestate.callsites import arguments
from poollint.typestate.facts import appended, unmeasured
from poollint.typestate.joining import FILING
from poollint.typestate.seeds import EXIT, LEAVING
from poollint.typestate.state import ANY_MOMENT, Item, State, assign, collect, spread, without_root

_TAKING_OUT = frozenset({"pop", "popleft", "popitem", "remove", "discard", "clear"})
_PENDING = ("_async", "Async")
"""How methods are called whose work goes on when they have returned."""
_CARRIED_OUT = ("apply_async", "map_async", "run_async", "to_async")
"""These get a copy, or run what they are given to its end."""


class Calls(Callees):
    """Mixin: `invoke` is the effect of a call, at the call itself or at the `await` around it."""

    def invoke(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        """The edges out of operation `at`, which carries out the call `op`."""
        assert op.callee is not None
        result = self.ops[at].dst or op.dst or ""
        before = state
        state = assign(state, result, None)
        if op.dst and op.dst != result:
            state = assign(state, op.dst, None)
        if self.seed.op == at and not self.seed.entry:
            yield from self.birth(at, state)
            yield from self._raises(at, op, state)
            return
        state = self._measured(op, state)
        places = self.places(state, op)
        plain = self.summaries.plain(self.function, op)
        if plain is not None and not (places or state.items or state.stacks or state.aliases):
            if self.ops[at].kind == "await":
                yield from self.fail_awaiting(at, state)
            elif plain:
                yield from self.fail(at, state)
            yield from self.forward(at, state)
            return
        if state.t == "released" and "receiver" in places and self._revives(op):
            yield from self.forward(at, state._replace(t="unknown"))
            return
        given = self._release(state, op, places)
        if given is not None:
            self.matched.add(op)
            yield from self._give_back(at, op, state, given, result)
            return
        if state.t == "held" and self._gives_by_error(op, places):
            yield from self.fail(at, self.released(at, state, op.offsets))
            yield from self.forward(at, state)
            return
        if (
            places
            and self.recogniser.discards(self.function, op.callee, self.taken)
            and "receiver" not in places
            and self._callee(op, state, places) is None
        ):
            yield from self._raises(at, op, state)
            yield from self.forward(at, state._replace(t="unknown") if state.t == "held" else state)
            return
        record = self.recogniser.deferral(self.function, op)
        if record is not None and record.lane != "now" and not self._is_own(op):
            if record.lane == "copy":
                yield from self.forward(at, state)
                return
            armed = self.arm(at, state, op, record)
            if armed is not None:
                if "awaited" in op.flags and record.start == "await":
                    yield from self._await_start(at, op, armed, result)
                elif "awaited" in op.flags:
                    yield from self._await_join(at, op, armed, result)
                else:
                    yield from self.forward(at, armed)
                return
        special = self._special(at, op, state, result)
        if special is not None:
            yield from special
            return
        joins = self.recogniser.joins(self.function, op)
        if joins and "awaited" in op.flags and joins[0].form == "await":
            yield from self._await_join(at, op, state, result)
            return
        for join in joins:
            if join.form == "cancel":
                state = self.cancelled(state, op, join)
            if join.form == "call":
                if op.args and op.callee.method in ("result", "exception", "get"):
                    yield from self.fail(at, state)  # a timeout ends the wait, not the work
                if self.ops[at].kind == "await":
                    state = self.suspended(at, state)
                state = self._call_join(at, op, join.of, state)
        called = self.handled(state, op.callee.path)
        if called:
            yield from self._run_now(at, op, state, called[0], result)
            return
        started = self._thread_started(at, op, state)
        if started is not None:
            yield from self.forward(at, started)
            return
        callee = self._callee(op, state, places)
        if callee is not None and "decorator" not in op.flags:
            yield from self._known(at, op, state, callee, result)
            return
        if places and callee is None and "awaited" not in op.flags:
            init = self.summaries.constructor(self.function, op.callee, given=True)
            if init is not None:
                # The new object stands in for the receiver: what it keeps are its attributes.
                made = replace(op, callee=Callee(None, result, "__init__"))
                yield from self._known(at, made, state, init, "")
                return
            fields = self.summaries.fields(self.function, op.callee)
            if fields:
                yield from self.forward(at, self._filled(op, state, fields, result))
                return
        filed = self._filed(op, state, result) if not places and "awaited" not in op.flags else None
        if filed is not None:
            yield from self._raises(at, op, filed)
            yield from self.forward(at, filed)
            return
        yield from self._unknown(at, op, before, state, places, result)

    def _revives(self, op: Op) -> bool:
        """Whether a method of a given back object takes another one out, behind the same name."""
        return op.callee is not None and op.callee.method in self.recogniser.names("reviving")

    def _filed(self, op: Op, state: State, result: str) -> State | None:
        """The state after an object of the project is made that only keeps a deferral: it is a handle, too.

        None where none is given to it, or more is done with one.
        """
        given = {arg.value for arg in op.args if self.handled(state, arg.value)} if state.items else set()
        init = (
            self.summaries.constructor(self.function, op.callee, given=True) if given and op.callee else None
        )
        if init is None or not init.params:
            return None
        kept = {
            one.src for one in init.ops if one.kind == "assign" and is_within(one.dst or "", init.params[0])
        }
        mentions = self.summaries.shape(init).mentions
        for name, value in arguments(init, Callee(None, result, "__init__"), op.args):
            if value in given and (name not in kept or len(mentions.get(name, ())) > 1):
                return None
        items = (
            item._replace(handles=item.handles | {result}) if not given.isdisjoint(item.handles) else item
            for item in state.items
        )
        return state._replace(items=frozenset(items))

    def _thread_started(self, at: int, op: Op, state: State) -> State | None:
        """The state after `worker.start()`, where the class of `worker` is a thread and it has the object."""
        callee = op.callee
        assert callee is not None
        if callee.method != "start" or not any(is_within(p, callee.receiver or "=") for p in state.aliases):
            return None
        body = self.summaries.thread_body(self.function, callee.receiver)
        if body is None or not callee.receiver:
            return None
        run = replace(callee, method="run")
        self.bodies[at, at] = Body(body, run, op)
        entries = self.entries(state, body, run, ())
        item = Item(at, at, "thread", entries, frozenset({callee.receiver}))
        state = state._replace(items=self._replaced(state.items, item))
        return self._armed(at, state, item, op, op.offsets)

    def _filled(self, op: Op, state: State, fields: tuple[str, ...], result: str) -> State:
        """The state after a data class has been made: its fields are the arguments."""
        given = list(zip(fields, (a for a in op.args if a.keyword is None and not a.star), strict=False))
        given += [(argument.keyword, argument) for argument in op.args if argument.keyword in fields]
        found = {f"{result}.{name}" for name, argument in given if argument.value in state.aliases}
        return state._replace(aliases=state.aliases | found)

    def _measured(self, op: Op, state: State) -> State:
        """What a call does to lists of known length."""
        assert op.callee is not None
        receiver = op.callee.receiver or ""
        if not state.facts or not any(name[0] == "l" for name, _ in state.facts):
            return state
        if op.callee.method == "append" and len(op.args) == 1:
            return appended(state, receiver, op.args[0].value)
        return unmeasured(state, [receiver, *(argument.value or "" for argument in op.args)])

    def _callee(self, op: Op, state: State, places: list[int | str]) -> Function | None:
        """The function of the project that a call runs; of another file, where it concerns the object."""
        assert op.callee is not None
        receiver = op.callee.receiver
        given = bool(places) or (
            receiver is not None and any(is_within(path, receiver) for path in state.aliases)
        )
        return self.summaries.resolve(self.function, op.callee, given)

    def _gives_by_error(self, op: Op, places: list[int | str]) -> bool:
        """Whether a call gives the object back where it raises (in its own block, the block does)."""
        spec = self.taken.spec
        return (
            spec is not None
            and "receiver" in places
            and op.callee is not None
            and op.callee.method in spec.gives_by_error
            and self.ops[self.seed.op].kind != "enter"
        )

    def _is_own(self, op: Op) -> bool:
        """Whether the module defines what is called, so that its own body says what it does."""
        assert op.callee is not None
        return op.callee.receiver == "self" and self.summaries.resolve(self.function, op.callee) is not None

    # Birth and release

    def birth(self, at: int, state: State) -> Iterator[Edge]:
        """The tracked object is taken out here; an object of an earlier turn only loses its names."""
        op = self.ops[at]
        for place in self.seed.places:
            state = assign(state, place, None)
            if place.startswith("@e"):
                made = self.producers.get(op.src or "") if op.kind == "await" else op
                state = self.push(state, made or op, ("exit", at, -1))
        if state.t == "unborn":
            yield from self.forward(at, state)
            state = state._replace(t="held", aliases=state.aliases | set(self.seed.places), sent=-1)
            if self.seed.gone is not None:
                made = self.producers.get(op.src or "") if op.kind == "await" else op
                self.inner_release[(made or op).offsets] = self.seed.gone
                state = self.released(at, state, (made or op).offsets, "exit")
        yield from self.forward(at, state)

    def _release(self, state: State, op: Op, places: list[int | str]) -> Given | None:
        assert op.callee is not None
        if state.t not in ("held", "released"):
            return None
        for place in places:
            given = self.recogniser.release(self.function, op.callee, op, self.taken, place)
            if given is not None:
                return given if not self._does_nothing(op.callee) else None
        if op.callee.method in LEAVING and f"{op.callee.receiver}^{EXIT}" in state.aliases:
            return Given("await" if op.callee.method == "__aexit__" else "sync")
        for alias in state.aliases:
            # `close = conn.close` called as `close()`.
            if op.callee.path is not None and alias.startswith(op.callee.path + "^"):
                bound = Callee(None, op.callee.path, alias.partition("^")[2])
                return self.recogniser.release(self.function, bound, op, self.taken, "receiver")
        return None

    def _does_nothing(self, callee: Callee) -> bool:
        """Whether a release is a method of a stand-in for a pool: its body, written here, is empty."""
        function = self.summaries.resolve(self.function, callee)
        return (
            function is not None
            and function.class_name is not None
            and not function.decorators
            and not self.summaries.is_derived(function)
            and all(op.kind in ("entry", "pass", "return", "exit", "abort") for op in function.ops)
        )

    def _give_back(self, at: int, op: Op, state: State, given: Given, result: str) -> Iterator[Edge]:
        """A release by call. One that raises leaves the object unknown unless the catalogue says more."""
        on_error = self.taken.spec.on_error if self.taken.spec is not None else "unknown"
        failed = {"released": "released", "held": state.t}.get(on_error, "unknown")
        for target, error_state, cost in self.fail(at, state):
            yield target, error_state._replace(t=failed if failed != "released" else "unknown"), cost
        callee = self.summaries.resolve(self.function, op.callee) if op.callee is not None else None
        is_coroutine = given.mode == "await" or (callee is not None and callee.is_async)
        if is_coroutine and "awaited" not in op.flags:
            if "discarded" in op.flags or self._is_forgotten(op):
                place = self.touch(op.offsets, "un-awaited")
                self.report("POOL202", state, at, place, release=place)
                yield from self.forward(at, state)
            else:
                # The coroutine is handed on: when it runs is another's business.
                yield from self.forward(at, state._replace(t="unknown"))
            return
        if state.t == "released":
            self.second(at, state, op.offsets)
            yield from self.forward(at, state)
            return
        state = self.released(at, state, op.offsets)
        self.check_armed(at, state, ANY_MOMENT)
        if self.ops[at].kind == "await":
            state = self.suspended(at, state)
        yield from self.forward(at, state)

    def _is_forgotten(self, op: Op) -> bool:
        """Whether the result of a call is bound to a name that nothing reads."""
        users = [
            other for other in self.ops if other.src == op.dst or any(a.value == op.dst for a in other.args)
        ]
        if len(users) != 1 or users[0].kind != "assign" or not (users[0].dst or "").isidentifier():
            return False
        name = users[0].dst
        return not any(
            other.src == name
            or (other.callee is not None and name in (other.callee.path, other.callee.receiver))
            or any(a.value == name for a in other.args)
            or (other.atom is not None and other.atom.path == name)
            or (other.function is not None and name in other.function.free)
            for other in self.ops
        )

    # Callees

    def _run_now(self, at: int, op: Op, state: State, item: Item, result: str) -> Iterator[Edge]:
        """A closure of this function is called."""
        body = self.bodies[item.site, item.arm]
        function = body.function
        assert op.callee is not None
        if function is None:
            self.check(at, state, item)
            yield from self.fail(at, state)
            outcomes = self.run(state, item)
            if state.t == "released" and any(outcome.second for outcome in outcomes):
                self.second(at, state, op.offsets)
            elif state.t == "held" and outcomes and all(outcome.t == "released" for outcome in outcomes):
                state = self.released(at, state, op.offsets)
                self.check_armed(at, state, ANY_MOMENT)
            elif state.t == "held" and any(outcome.t != "held" for outcome in outcomes):
                state = state._replace(t="unknown")
            yield from self.forward(at, state)
            return
        entries = item.binding | self.entries(state, function, op.callee, op.args)
        if not function.is_generator and not (function.is_async and "awaited" not in op.flags):
            self.check(at, state, item)
        yield from self._apply(at, op, state, function, entries, result, told=True)

    def _unknown(
        self, at: int, op: Op, before: State, state: State, places: list[int | str], result: str
    ) -> Iterator[Edge]:
        """A call that is not resolved: it uses its arguments during the call and keeps nothing."""
        assert op.callee is not None
        self._touch_places(at, op, state, places)
        if "decorator" in op.flags:
            state = self._decorated(op, state, result)
        if self._reads_body(op, places):
            state = state._replace(t="unknown")
        if self._is_collected_coroutine(op, places) or self._is_left_pending(op, places):
            state = self.coroutine(at, state, op, None, frozenset({"receiver"}))
        if self.ops[at].kind == "await":
            state = self.suspended(at, state)
        unsent = state.sent
        state = self._sent(at, op, state, places)
        state = self._started(at, op, state)
        state = self._after_closures(at, op, state)
        if op.callee.receiver in ("self", "cls", "super()"):
            # An unresolved method of the own object may rebind its attributes.
            owner = "self" if op.callee.receiver == "super()" else op.callee.receiver
            state = state._replace(aliases=without_root(state.aliases, owner))
        if op.callee.method in _TAKING_OUT and op.callee.receiver is not None:
            # What is left in the container isn't known any more.
            gone = {path for path in state.aliases if is_within(path, op.callee.receiver)}
            state = state._replace(aliases=state.aliases - (gone - {op.callee.receiver}))
        if op.callee.method in FILING and op.callee.receiver is not None and "." not in op.callee.receiver:
            for argument in op.args[:1]:
                if argument.value in state.aliases and op.callee.receiver in self.function.locals:
                    state = collect(state, op.callee.receiver, argument.value or "")
        state = spread(op, self._awaited_handles(at, op, state), result)
        yield from self._raises(at, op, state._replace(sent=unsent))  # what raises has sent nothing
        entered = op.callee.method == "__enter__" and op.callee.receiver in state.aliases
        if entered or self._is_same(op, state.aliases, self.taken.spec):
            state = state._replace(aliases=state.aliases | {result})
        if self.recogniser.dotted(self.function, op.callee) in (
            "contextlib.closing",
            "contextlib.aclosing",
            "typing.cast",
        ):
            value = op.args[-1].value if op.args else None
            if value in state.aliases and op.callee.method == "cast":
                state = state._replace(aliases=state.aliases | {result})
        yield from self.forward(at, state)

    def _is_collected_coroutine(self, op: Op, places: list[int | str]) -> bool:
        """Whether a call makes a coroutine of the object that goes into a list: `[get(u) for u in urls]`."""
        spec, callee = self.taken.spec, op.callee
        if spec is None or callee is None or callee.method not in spec.coroutines or "receiver" not in places:
            return False
        return "awaited" not in op.flags and any(
            (one.kind == "collect" and one.src == op.dst)
            or (
                one.callee is not None
                and one.callee.method in FILING
                and one.args[:1]
                and one.args[0].value == op.dst
            )
            for one in self.ops
        )

    def _is_left_pending(self, op: Op, places: list[int | str]) -> bool:
        """Whether a call starts what its name calls asynchronous, and this function returns it unfinished."""
        name = (op.callee.method or "") if op.callee is not None else ""
        if not places or "awaited" in op.flags or not name.endswith(_PENDING) or name.endswith(_CARRIED_OUT):
            return False
        handles = {op.dst} | {one.dst for one in self.ops if one.kind == "assign" and one.src == op.dst}
        return any(one.kind == "return" and one.src in handles for one in self.ops)

    def _decorated(self, op: Op, state: State, result: str) -> State:
        """A function that is decorated by an unknown one is still that function."""
        made = [
            item for argument in op.args for item in self.handled(state, argument.value) if item.arm == -1
        ]
        named = frozenset(item._replace(handles=item.handles | {result}) for item in made)
        return state._replace(items=state.items - frozenset(made) | named) if made else state

    def _is_same(self, op: Op, aliases: frozenset[str], spec: PoolSpec | None) -> bool:
        """Whether the result of a call is the object that it is called on."""
        callee = op.callee
        return (
            spec is not None
            and callee is not None
            and callee.receiver in aliases
            and callee.method in spec.same
        )

    def _reads_body(self, op: Op, places: list[int | str]) -> bool:
        """Whether a response is read to its end here: from then on it lives without its connection."""
        spec = self.taken.spec
        if spec is None or "receiver" not in places or op.callee is None:
            return False
        is_asked = op.callee.method not in spec.coroutines or "awaited" in op.flags
        return op.callee.method in spec.settles and is_asked

    def _awaited_handles(self, at: int, op: Op, state: State) -> State:
        """A handle given to a call that is awaited, or that may wait, is taken to be joined there."""
        waits = op.callee is not None and op.callee.path in (*EXHAUSTING, "any", "all")
        if "awaited" not in op.flags and not waits:
            return state
        items = [
            item for argument in op.args for item in self.handled(state, argument.value) if item.arm >= 0
        ]
        return self.done(state, items)

    def _started(self, at: int, op: Op, state: State) -> State:
        """`spawn(work(conn))` as a statement: what else would the coroutine be for."""
        if "discarded" not in op.flags or "awaited" in op.flags:
            return state
        for argument in op.args:
            for item in self.handled(state, argument.value):
                body = self.bodies[item.site, item.arm]
                if (
                    item.arm == -1
                    and body.function is not None
                    and body.function.is_async
                    and body.function.kind == "function"
                ):
                    if body.call.kind != "call":
                        continue
                    armed = item._replace(arm=at, lane="task", handles=frozenset())
                    self.bodies[item.site, at] = body
                    state = state._replace(items=state.items - {item} | {armed})
                    state = self._armed(at, state, armed, op, op.offsets)
        return state

    def _sent(self, at: int, op: Op, state: State, places: list[int | str]) -> State:
        assert op.callee is not None
        for place in places:
            if self.recogniser.is_sending(self.function, op.callee, place):
                self.sent_touch[at] = self.touch(op.offsets, "sent")
                if state.t == "released":
                    self.report("POOL105", state, at, self.sent_touch[at])
                return state._replace(sent=at)
        for argument in op.args[:1]:
            # `queue.put((priority, conn))`
            if f"{argument.value}~" in state.aliases and self.recogniser.is_sending(
                self.function, op.callee, 0
            ):
                self.sent_touch[at] = self.touch(op.offsets, "sent")
                if state.t == "released":
                    self.report("POOL105", state, at, self.sent_touch[at])
                return state._replace(sent=at)
        return state
