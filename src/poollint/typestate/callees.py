"""Known functions in a query: what a summary says is applied to the object of the caller."""

from __future__ import annotations

from collections.abc import Iterator

from poollint.ir import Function, Op, is_within, root
from poollint.typestate.base import Body, Edge
from poollint.typestate.joining import Joining
from poollint.typestate.reports import Exit
from poollint.typestate.state import ANY_MOMENT, Item, State, assign

_BUILDING = frozenset({"append", "extend", "add", "clear", "appendleft", "pop"})

EXHAUSTING = frozenset({"list", "tuple", "set", "frozenset", "dict", "sum", "sorted", "min", "max"})
"""Functions that run an iterator to its end."""


class Callees(Joining):
    """Mixin: `_known` is the effect of calling a function of the project."""

    def _known(self, at: int, op: Op, state: State, function: Function, result: str) -> Iterator[Edge]:
        """A function or method of this module is called."""
        assert op.callee is not None
        waited = "awaited" in op.flags and not function.is_async  # the task that it returns is awaited
        for name, record in () if waited else self.summaries.arming(function).items():
            bound = 1 if function.is_method and op.callee.method is not None else 0
            place = str(function.params.index(name) - bound)
            state = self.arm(at, state, op, record._replace(body=(place, name))) or state
        yield from self._apply(
            at, op, state, function, self.entries(state, function, op.callee, op.args), result
        )

    def _apply(
        self,
        at: int,
        op: Op,
        state: State,
        function: Function,
        entries: frozenset[str],
        result: str,
        told: bool = False,
    ) -> Iterator[Edge]:
        lazy = function.is_generator or (function.is_async and "awaited" not in op.flags)
        if lazy and any("contextmanager" in decorator for decorator in function.decorators):
            lazy = False
        if lazy:
            if entries:
                state = self.coroutine(at, state, op, function, entries)
                if "discarded" in op.flags:
                    self._forgotten_release(at, op, state, function, entries)
                    state = self.done(state, [i for i in state.items if i.site == at and i.arm == -1])
            yield from self.forward(at, state)
            return
        if state.t == "unborn":
            entries = frozenset()
        assert op.callee is not None
        suspending = self.ops[at].kind == "await"
        if suspending:
            state = self.suspended(at, state)
        summary = (
            self.summaries.summary(
                function,
                entries,
                state.t,
                self.inside(function, op.callee, op.args),
                self.constants(function, op.callee, op.args),
            )
            if entries and state.t in ("held", "released")
            else None
        )
        if summary is None:
            if not self.summaries.returns(function):
                yield from self.fail(at, state, ("raise", ""))
                return
            state = self.done(state, self._waited_inside(state, function))
            state = self._after_closures(at, op, state)
            yield from self._raises(at, op, state)
            for name in function.writes:
                state = assign(state, name, None)
            yield from self.forward(at, state)
            return
        self.touched = self.touched or summary.touched
        if summary.used is not None and not told:
            self.use(at, state, op.offsets, "call", inner=summary.used)
        if summary.second is not None and state.t == "released":
            self.second(at, state, op.offsets, inner=summary.second)
        if state.t == "held":
            self.brought[summary] = None
        state = self.done(state, self._waited_inside(state, function))
        state = self._after_closures(at, op, state)
        ways = [way for way in summary.exits if way.kind == "normal"]
        mixed = state.t == "held" and {way.t for way in ways} >= {"held", "released"}
        told_by_result = mixed and "condition" in op.flags and not _are_told_apart(ways)
        for way in sorted(summary.exits, key=str):
            if told_by_result and way.kind == "normal":
                way = way._replace(t="unknown")
            after = self._after(at, op, state, function, entries, way, result)
            if way.kind == "normal":
                if mixed and way.value and result:
                    after = after._replace(facts=after.facts | {(f"c:{result}", way.value)})
                yield from self.forward(at, after)
            elif way.cancelled and suspending and self.cancels:
                yield from self.fail_cancelled(at, after)
            else:
                yield from self.fail(at, after)

    def _waited_inside(self, state: State, function: Function) -> list[Item]:
        """What a closure waits for by a name that it captures."""
        if not function.free or not state.items:
            return []
        waited = {op.src for op in function.ops if op.kind in ("await", "next")}
        for op in function.ops:
            if op.kind == "call" and op.callee is not None and self.recogniser.joins(function, op):
                waited |= {op.callee.receiver, *(argument.value for argument in op.args)}
                waited |= {value for argument in op.args for value in argument.items or ()}
        names = {name for name in waited if name is not None and root(name) in function.free}
        return [item for name in names for item in self.handled(state, name) if item.arm >= 0]

    def _forgotten_release(
        self, at: int, op: Op, state: State, function: Function, entries: frozenset[str]
    ) -> None:
        """A coroutine function of this module that gives the object back is called, but not awaited."""
        if state.t != "held" or not function.is_async or function.is_generator:
            return
        assert op.callee is not None
        taken = self.inside(function, op.callee, op.args)
        summary = self.summaries.summary(function, entries, "held", taken)
        ways = [way for way in summary.exits if way.kind == "normal"] if summary is not None else []
        if ways and all(way.t == "released" for way in ways):
            place = self.touch(op.offsets, "un-awaited")
            self.report("POOL202", state, at, place, release=place)

    def _after(
        self,
        at: int,
        op: Op,
        state: State,
        function: Function,
        entries: frozenset[str],
        way: Exit,
        result: str,
    ) -> State:
        """The state behind one way out of a known callee."""
        assert op.callee is not None
        receiver = op.callee.receiver
        own = function.params[0] if function.is_method and function.params and receiver is not None else None
        if receiver == "super()":
            receiver = "self"
        aliases = set(state.aliases)
        for path in list(aliases):
            # What the callee has rebound no longer is the object.
            inner = (
                own + path[len(receiver) :]
                if own and receiver and is_within(path, receiver) and path != receiver
                else None
            )
            if inner is None and root(path) in function.free and root(path) not in function.params:
                inner = path
            if inner is not None and inner in entries and inner not in way.aliases:
                aliases.discard(path)
                aliases -= self._other_names(path, receiver)
        for path in way.aliases:
            if path == "$ret" or path.startswith("$ret"):
                aliases.add(result + path[4:])
            elif own and receiver and path.startswith(own + "."):
                aliases.add(receiver + path[len(own) :])
        state = state._replace(aliases=frozenset(aliases))
        if way.t == "released" and state.t == "held":
            what = "exit" if self.ops[at].kind == "leave" else "call"
            state = self.released(at, state, op.offsets, what)
            if way.release is not None:
                self.inner_release[op.offsets] = way.release
            if way.implicit:
                state = state._replace(t="unknown")
            self.check_armed(at, state, ANY_MOMENT)
        elif way.t == "unknown":
            state = state._replace(t="unknown")
        if way.sent is not None and state.t == "held":
            self.sent_touch[at] = self.touch(op.offsets, "sent")
            state = state._replace(sent=at)
        for number, (lane, touch) in enumerate(way.armed):
            site = -1000 * (number + 1) - at
            self.bodies[site, at] = Body(None, op.callee, op, op.args)
            item = Item(site, at, lane, frozenset({"armed"}), frozenset({result}))
            state = state._replace(items=self._replaced(state.items, item))
            self.inner_release[site, at] = touch
        return state

    def _other_names(self, path: str, receiver: str | None) -> set[str]:
        """The same attribute under the other names of a manager that a `with` has entered."""
        if receiver is None or not is_within(path, receiver):
            return set()
        rest = path[len(receiver) :]
        groups = [names for names in self.with_names.values() if receiver in names]
        return {name + rest for names in groups for name in names if name != receiver}

    def _after_closures(self, at: int, op: Op, state: State) -> State:
        """Closures among the arguments may run now, any number of times."""
        for argument in op.args:
            for item in self.handled(state, argument.value):
                if item.arm == -1 and "decorator" not in op.flags:
                    self.check(at, state, item)
                    if self.is_generator(item) and op.callee is not None and op.callee.path in EXHAUSTING:
                        state = self._run_out(at, state, state, item)
                    elif state.t == "held":
                        after = {outcome.t for outcome in self.run(state, item)}
                        if "released" in after or "unknown" in after:
                            state = state._replace(t="unknown")
        return state

    def _raises(self, at: int, op: Op, state: State) -> Iterator[Edge]:
        if self.ops[at].kind == "await":
            yield from self.fail_awaiting(at, state)
        elif self._may_raise(op, state):
            yield from self.fail(at, state)

    def _may_raise(self, op: Op, state: State) -> bool:
        """Bookkeeping on plain containers is quiet; the same verb on the object itself may do anything."""
        callee = op.callee
        if callee is not None and callee.receiver in state.aliases and callee.method not in _BUILDING:
            return True
        if any(item.arm == -1 for argument in op.args for item in self.handled(state, argument.value)):
            return True  # what is drained or called here may raise
        if self.recogniser.is_quiet(self.function, op):
            return False
        made = self.producers.get(callee.path or "") if callee is not None else None
        if made is not None and made.function is not None:
            inner = made.function
            if inner.is_generator or (inner.is_async and "awaited" not in op.flags):
                return False  # a coroutine or generator is made, and nothing of it runs
        known = self.summaries.resolve(self.function, callee) if callee is not None else None
        return known is None or self.summaries.raises(known)


def _are_told_apart(ways: list[Exit]) -> bool:
    """Whether the truth of what a function returns tells whether it has given the object back."""
    answers: dict[str, set[bool]] = {}
    for way in ways:
        if not way.value:
            return False
        answers.setdefault(way.t, set()).add(way.value == "True")
    return set(answers) <= {"held", "released"} and answers["held"].isdisjoint(answers["released"])
