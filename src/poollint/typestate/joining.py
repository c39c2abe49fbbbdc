"""Calls with a meaning of their own: exit stacks, threads that start, joins and what they cover."""

from __future__ import annotations

from collections.abc import Iterator

from poollint.ir import Callee, Op, Operand
from poollint.typestate.base import Body, Edge
from poollint.typestate.cancelling import Cancelling
from poollint.typestate.deferring import LOOP, Outcome
from poollint.typestate.state import Item, Stack, State, collect, is_attribute

STACKS = frozenset(
    {
        "contextlib.ExitStack",
        "contextlib.AsyncExitStack",
        "ExitStack",
        "AsyncExitStack",
        "async_exit_stack.AsyncExitStack",
    }
)
_ENTERS = frozenset({"enter_context", "enter_async_context"})
FILING = frozenset({"append", "add", "appendleft", "insert", "put", "put_nowait", "extend", "push"})
_CONTAINERS = frozenset(
    {"list", "tuple", "set", "frozenset", "dict", "deque", "len", "zip", "enumerate", "iter", "reversed"}
)
_LATE_SAFE = frozenset({"close", "aclose"})


class Joining(Cancelling):
    """Mixin: the calls that a query gives a meaning before it looks for a callee."""

    def _special(self, at: int, op: Op, state: State, result: str) -> Iterator[Edge] | None:
        """Exit stacks, threads that start, handles that are cancelled, partial and closing."""
        assert op.callee is not None
        callee = op.callee
        dotted = self.recogniser.dotted(self.function, callee)
        if dotted in STACKS:
            stack = Stack(-1, frozenset({result}), ())
            kept = frozenset(other for other in state.stacks if result not in other.paths)
            return self.forward(at, state._replace(stacks=kept | {stack}))
        if self.recogniser.ends(self.function, op):
            self._touch_places(at, op, state)
            return self.fail(at, state, ("raise", "SystemExit"))
        receiver = callee.receiver
        held = self.stack_of(state, receiver)
        if held is not None:
            return self._stack_call(at, op, state, held, result)
        items = self.handled(state, receiver)
        if items and callee.method == "start":
            return self._start(at, op, state, items)
        if callee.method in FILING and receiver is not None:
            for argument in op.args:
                if argument.value is not None and self.handled(state, argument.value):
                    return self.forward(at, collect(state, receiver, argument.value))
                bound = self._bound_method(argument.value, state)
                if bound is not None and receiver in self.function.locals:
                    self.bodies[at, -1] = Body(None, bound, op)
                    item = Item(at, -1, "", frozenset({"receiver"}), frozenset({receiver + "~"}))
                    return self.forward(at, state._replace(items=self._replaced(state.items, item)))
        return None

    def _bound_method(self, operand: str | None, state: State) -> Callee | None:
        """`conn.ping`, not called: what calling it would call."""
        for alias in state.aliases if operand is not None else ():
            assert operand is not None
            if is_attribute(operand, alias):
                return Callee(None, alias, operand[len(alias) + 1 :], operand)
            if alias.startswith(operand + "^"):
                return Callee(None, operand, alias.partition("^")[2], operand)
        return None

    def _start(self, at: int, op: Op, state: State, items: list[Item]) -> Iterator[Edge]:
        """`thread.start()`: what was passive runs from here on."""
        for item in items:
            if item.arm == -1:
                armed = item._replace(arm=at, lane=item.lane or "thread")
                self.bodies[item.site, at] = self.bodies[item.site, -1]
                state = state._replace(items=self._replaced(state.items - {item}, armed))
                state = self._armed(at, state, armed, op, op.offsets)
        yield from self.forward(at, state)

    def _stack_call(self, at: int, op: Op, state: State, stack: Stack, result: str) -> Iterator[Edge]:
        assert op.callee is not None
        method = op.callee.method
        if method in _ENTERS and op.args:
            argument = op.args[0].value
            made = self.producers.get(argument or "")
            if made is not None and self.recogniser.manager_is(self.function, made, "closing") and made.args:
                inner = made.args[0].value
                if inner in state.aliases:
                    state = state._replace(aliases=state.aliases | {result, f"@e{at}"})
                    state = self.push(state, op, ("exit", at, -1))
            elif argument in state.aliases:
                state = state._replace(aliases=state.aliases | {result})
                if self.recogniser.ends_with_block(self.taken):
                    state = state._replace(aliases=state.aliases | {f"@e{at}"})
                    state = self.push(state, op, ("exit", at, -1))
            elif made is not None and any(
                join.form == "exit" for join in self.recogniser.joins(self.function, made)
            ):
                state = self.push(state, op, ("join", at, -1))
            yield from self.fail(at, state)
            yield from self.forward(at, state)
        elif method == "pop_all":
            moved = Stack(-1, frozenset({result}), stack.entries)
            yield from self.forward(at, state._replace(stacks=state.stacks - {stack} | {moved}))
        elif method in _LATE_SAFE:
            if self.ops[at].kind != "await" and "awaited" in op.flags:
                yield from self.forward(at, state)
                return
            yield from self.forward(at, self.drain(at, state, stack))
        else:
            self._touch_places(at, op, state)
            yield from self.forward(at, state)

    def _call_join(self, at: int, op: Op, of: str, state: State) -> State:
        """A join that blocks. One with a timeout joins nothing unless it raises on it."""
        assert op.callee is not None
        if of == "device":
            return self.done(state, [item for item in state.items if item.lane == "device"])
        if of == "loop":
            self.check_armed(at, state, LOOP)
            return self.done(state, [item for item in state.items if item.arm >= 0 and item.lane in LOOP])
        timed = any(a.keyword == "timeout" for a in op.args)
        if (op.callee.method == "join" and op.args) or (
            timed and "wait" in (op.callee.method, op.callee.path)
        ):
            return state
        if op.callee.method == "shutdown" and any(
            a.value == "=False" and (a.keyword in (None, "wait")) for a in op.args
        ):
            return state
        if of == "receiver":
            receiver = op.callee.receiver
            self._let_run(at, state, self.handled(state, receiver))
            state = self.joined(state, receiver) if self.handled(state, receiver) else state
            return self.left(state, {receiver}) if receiver and op.callee.method == "shutdown" else state
        for argument in op.args[:1]:
            if argument.value is not None:
                handles = self.handled(state, argument.value)
                if op.callee.method == "as_completed" or (op.callee.path or "") == "as_completed":
                    mark = (op.dst or "") + "?"
                    for item in handles:
                        state = state._replace(
                            items=state.items - {item} | {item._replace(handles=item.handles | {mark})}
                        )
                    return state
                self._let_run(at, state, handles)
                state = self.done(state, handles)
        return state

    def _let_run(self, at: int, state: State, items: list[Item]) -> None:
        """What runs in the waiter's own thread has not run before the waiter blocks."""
        for item in items:
            if item.arm >= 0 and item.lane in ("greenlet", "callback"):
                self.check(at, state, item)

    def _await_start(self, at: int, op: Op, state: State, result: str) -> Iterator[Edge]:
        """`job = await scheduler.spawn(work())`: the await starts it and gives its handle."""
        state = self.suspended(at, state)
        yield from self.fail_awaiting(at, state)
        named = frozenset(
            item._replace(handles=item.handles | {result}) if op.dst in item.handles else item
            for item in state.items
        )
        yield from self.forward(at, state._replace(items=named))

    def _await_join(self, at: int, op: Op, state: State, result: str) -> Iterator[Edge]:
        """`await gather(...)`, `await wait_for(...)`: what has finished depends on the exit."""
        state = self.suspended(at, state)
        joins = self.recogniser.joins(self.function, op)
        record = joins[0] if joins else None
        operands = self.join_operands(op, record) if record is not None else [op.dst]
        shielded = False
        inner: list[str] = []
        for operand in operands:
            made = self.producers.get(operand or "")
            name = (
                made.callee.method or made.callee.path if made is not None and made.callee is not None else ""
            )
            if name == "shield" and made is not None and made.args:
                shielded = True
                inner.extend(a.value for a in made.args[:1] if a.value)
        for operand in operands:
            self._late_members(at, op, state, operand)
        items = [item for operand in [*operands, *inner, op.dst] for item in self.handled(state, operand)]
        # One task is done when anything is done.
        single = bool(op.args) and op.args[0].items is not None and len(op.args[0].items) == 1
        timeout = any(a.keyword == "timeout" and a.value != "=None" for a in op.args) or (
            not single and any(a.keyword == "return_when" for a in op.args)
        )
        is_wait = (
            record is not None
            and record.normal == "all"
            and record.error == "none"
            and (op.callee is not None and (op.callee.method or op.callee.path) == "wait")
        )
        covers = record.error if record is not None else "all"
        if covers == "failed":
            covers = "all" if len(operands) < 2 and not any(a.star for a in op.args) else "none"
        if shielded:
            covers = "none"
        joined = self.done(state, items)
        waiting = self._armed_all(at, state, items)
        if not is_wait and not (record is not None and record.when):
            # `wait` and `gather(..., return_exceptions=True)` raise nothing of their members.
            if shielded and record is not None and inner:
                # What the task itself raises comes when it has ended; only the timeout leaves it running.
                yield from self.fail(at, joined)
                yield from self.fail(at, waiting, ("timeout", "TimeoutError"))
            else:
                yield from self.fail(at, joined if covers == "all" else waiting)
        given_up = self.stopped(state, items)
        if record is not None and record.timed and given_up.items != joined.items and not shielded:
            yield from self.fail(at, given_up, ("timeout", "TimeoutError"))
        cancel = record.cancel if record is not None and not shielded else "none" if shielded else "all"
        yield from self.fail_cancelled(at, given_up if cancel == "all" else waiting)
        if is_wait and timeout:
            marked = frozenset(
                item._replace(handles=item.handles | {f"{result}[1]!"}) if item in items else item
                for item in self._armed_all(at, state, items).items
            )
            yield from self.forward(at, state._replace(items=marked))
            return
        yield from self.forward(at, self._ran(at, joined, state, items))

    def _late_coroutine(self, index: int, op: Op, state: State, made: Op | None) -> bool:
        """`rows = conn.fetch(q)` awaited only after the release."""
        if state.t != "released" or made is None or made.kind != "call" or made.callee is None:
            return False
        if "awaited" in made.flags or self.recogniser.is_quiet(self.function, made):
            return False
        for place in self.places(state, made):
            if self.is_touch(made, made.callee, place) and self.shape.number[made] < state.release:
                late, deferred = self.touch(op.offsets, "runs"), self.touch(made.offsets, "coroutine")
                self.report("POOL102", state, index, late, deferred=deferred, lane="coroutine")
                return True
        return False

    def _late_members(self, index: int, op: Op, state: State, operand: Operand) -> None:
        """`await gather(*jobs)` after the release, where `jobs` is a list of coroutines made before."""
        if state.t != "released" or operand is None:
            return
        lists = {operand, *(one.src for one in self.ops if one.kind == "assign" and one.dst == operand)}
        for one in self.ops:
            value = one.src if one.kind == "collect" and one.dst in lists else None
            filed = one.kind == "call" and one.callee is not None and one.callee.method == "append"
            if filed and one.callee is not None and one.callee.receiver in lists and len(one.args) == 1:
                value = one.args[0].value
            if value is not None and self._late_coroutine(index, op, state, self.producers.get(value)):
                return

    def _armed_all(self, at: int, state: State, items: list[Item]) -> State:
        """Coroutines given to `gather` run as tasks even where the wait for them ends early."""
        found = set(state.items)
        for item in items:
            if item.arm == -1:
                found.discard(item)
                self.bodies[item.site, at] = self.bodies[item.site, -1]
                found.add(item._replace(arm=at, lane="task"))
        return state._replace(items=frozenset(found))

    def _ran(self, at: int, joined: State, state: State, items: list[Item]) -> State:
        """Passive deferrals among the joined have run now: say what that did."""
        for item in items:
            if item.arm == -1:
                self.check(at, state, item)
                joined = self._run_out(at, joined, state, item)
        return joined

    def _run_out(self, at: int, joined: State, state: State, item: Item) -> State:
        """The state after a passive deferral has run to its end: it may have given the object back."""
        ends = [one for one in self.run(state, item) if one.exit is None or one.exit.kind == "normal"]
        offsets = self.ops[at].offsets
        if joined.t == "released" and any(end.second is not None for end in ends):
            self.second(at, joined, offsets)
        joined = self._forgotten(joined, item, ends)
        if joined.t != "held" or all(end.t == "held" for end in ends):
            return joined
        if any(end.t != "released" for end in ends):
            return joined._replace(t="unknown")
        inner = next((end.release for end in ends if end.release is not None), None)
        if inner is not None:
            self.inner_release[offsets] = inner
        return self.released(at, joined, offsets)

    def _forgotten(self, state: State, item: Item, ends: list[Outcome]) -> State:
        """The state without the attributes that a method of theirs has set to something else."""
        body = self.bodies[item.site, item.arm]
        receiver = body.callee.receiver if body.callee is not None else None
        if body.function is None or not body.function.is_method or receiver is None:
            return state
        own = body.function.params[0]
        kept = {path for end in ends if end.exit is not None for path in end.exit.aliases}
        gone = {receiver + path[len(own) :] for path in item.binding - kept if path.startswith(own + ".")}
        return state._replace(aliases=state.aliases - gone)

    def _is_filled_with(self, operand: str | None, state: State) -> bool:
        """Whether an argument is a display written in the call, with the object in it."""
        return operand is not None and operand.startswith("%") and f"{operand}~" in state.aliases

    def _reads_display(self, op: Op) -> bool:
        """Whether a method that gets `{"chunk": chunk}` works on what is in it: files and logs don't."""
        callee = op.callee
        if callee is None or callee.method is None or callee.method in (*FILING, "update"):
            return False
        return self.is_touch(op, callee, 0) and not self.recogniser.is_sending(self.function, callee, 0)

    def _touch_places(self, at: int, op: Op, state: State, places: list[int | str] | None = None) -> None:
        """The object as receiver or argument of a call that is not resolved."""
        assert op.callee is not None
        for place in places if places is not None else self.places(state, op):
            if self.recogniser.is_sending(self.function, op.callee, place):
                continue
            if self.is_touch(op, op.callee, place):
                self.use(at, state, op.offsets, "call" if place == "receiver" else "argument")
                return
        if any(self._is_filled_with(a.value, state) for a in op.args) and self._reads_display(op):
            self.use(at, state, op.offsets, "argument")
            return
        path = op.callee.path
        if path is not None and any(alias.startswith(path + "^") for alias in state.aliases):
            self.use(at, state, op.offsets, "call")
        if path is not None and path not in _CONTAINERS:
            given = [item for argument in op.args if not argument.star for item in argument.items or ()]
            if any(item in state.aliases for item in given if item is not None):
                if self.is_touch(op, op.callee, 0):
                    self.use(at, state, op.offsets, "argument")
