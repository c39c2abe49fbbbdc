"""Blocks in a query: what entering and leaving a `with` does, and which errors it swallows."""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from poollint.ir import Callee, Function, Op, is_within, last_name
from poollint.typestate.base import Edge
from poollint.typestate.calls import Calls
from poollint.typestate.state import ANY_MOMENT, Pending, Stack, State, assign


class Blocks(Calls):
    """Mixin: the transfer of `enter` and `leave`."""

    def on_enter(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        dst, source = op.dst or "", op.src or ""
        if "async" in op.flags:
            state = self.suspended(index, state)
        marker = f"@{op.number}"
        state = state._replace(aliases=state.aliases - {marker})
        made = self.producers.get(source)
        if not self._quiet_manager(op):
            yield from self.fail(index, state)
        if self.seed.op == index and not self.seed.entry:
            yield from self.birth(index, assign(state, dst, None))
            return
        state = assign(state, dst, None)
        stack = self.stack_of(state, source)
        if stack is not None:
            entered = Stack(op.number, stack.paths | {dst}, stack.entries)
            state = state._replace(stacks=state.stacks - {stack} | {entered})
        elif source in state.aliases:
            self.use(index, state, op.offsets, "with")
            state = state._replace(aliases=state.aliases | {dst})
            if self.recogniser.ends_with_block(self.taken):
                state = state._replace(aliases=state.aliases | {marker})
        elif made is not None and self.recogniser.manager_is(self.function, made, "closing") and made.args:
            if made.args[0].value in state.aliases:
                state = state._replace(
                    aliases=state.aliases | {dst, marker} if self._closes(made) else state.aliases | {dst}
                )
        elif (entering := self._managing(op, state, "enter")) is not None:
            yield from self._manage(index, op, state, entering)
            return
        elif self.handled(state, source):
            handles = frozenset(
                item._replace(handles=item.handles | {dst}) if source in item.handles else item
                for item in state.items
            )
            state = state._replace(items=handles)
        yield from self.forward(index, state)

    def _managing(self, op: Op, state: State, part: str) -> Function | None:
        """The method of a class of the project by which a manager that has to do with the object works."""
        if op.src is None or not any(is_within(path, op.src) for path in state.aliases):
            return None
        name = f"__a{part}__" if "async" in op.flags else f"__{part}__"
        return self.summaries.manager(self.function, op.src, name)

    def _manage(self, index: int, op: Op, state: State, function: Function) -> Iterator[Edge]:
        """Entering or leaving a manager is a call of its method."""
        flags = frozenset({"awaited"}) if "async" in op.flags else frozenset[str]()
        callee = Callee(None, op.src, function.name)
        call = Op("call", op.offsets, dst=op.dst, callee=callee, flags=flags)
        yield from self._known(index, call, state, function, op.dst or "")

    def _closes(self, made: Op) -> bool:
        """Whether `closing(obj)` gives the object back: its close is a release."""
        name = "aclose" if "aclosing" in (made.callee.path or made.callee.method or "") else "close"  # type: ignore[union-attr]
        callee = Callee(None, made.args[0].value, name)
        op = Op(
            "call",
            made.offsets,
            callee=callee,
            flags=frozenset({"awaited"}) if name == "aclose" else frozenset(),
        )
        return self.recogniser.release(self.function, callee, op, self.taken, "receiver") is not None

    def _quiet_manager(self, op: Op) -> bool:
        made = self.producers.get(op.src or "")
        if made is not None and made.callee is not None:
            return self.recogniser.is_quiet(self.function, made)
        name = self.recogniser.receiver(self.function, op.src)
        return any(word in name.lower() for word in ("lock", "mutex", "sem", "cond"))

    def on_leave(self, index: int, op: Op, state: State) -> Iterator[Edge]:
        marker = f"@{op.number}"
        made = self.producers.get(op.src or "")
        if "async" in op.flags:
            state = self.suspended(index, state)
        names = self.with_names.get(op.number, set())
        joins = (
            self.recogniser.joins(self.function, made) if made is not None and made.callee is not None else ()
        )
        if any(join.form == "exit" for join in joins) or self._joins_by_type(op):
            inside = [i for i in state.items if i.arm >= 0 and i.handles & names]
            self._let_run(index, state, inside)
            state = self.left(state, names)
        for stack in [stack for stack in state.stacks if stack.number == op.number]:
            if stack.entries:
                yield from self.fail(index, state._replace(stacks=state.stacks - {stack}))
            state = self.drain(index, state, stack)
        leaving = self._managing(op, state, "exit")
        if leaving is not None and marker not in state.aliases:
            yield from self._manage(index, op, state, leaving)
            return
        if marker in state.aliases:
            state = state._replace(aliases=state.aliases - {marker})
            if state.t == "held":
                for target, failed, cost in self.fail(index, state):
                    if self.taken.ends_with_more:
                        yield target, self.released(index, failed, op.offsets, "exit"), cost
                    else:
                        yield target, failed._replace(t="unknown"), cost
                state = self.released(index, state, op.offsets, "exit")
                self.check_armed(index, state, ANY_MOMENT)
                yield from self.forward(index, state)
                return
            if state.t == "released" and self.doubles_at_exit():
                self.second(index, state, self.release_touch[state.release].offsets)
        elif op.src in state.aliases:
            self.use(index, state, op.offsets, "exit")
        if not self._quiet_manager(op):
            yield from self.fail(index, state)
        yield from self.forward(index, state)

    def _joins_by_type(self, op: Op) -> bool:
        """`async with self.tg:`: the manager is a name whose type is a group."""
        name = self.recogniser.receiver(self.function, op.src)
        kind = self.recogniser.type_of(self.function, name) if name and not name.startswith("%") else ""
        return (
            any(kind in join.names for join in self.summaries.catalogue.joins if join.form == "exit")
            if kind
            else False
        )

    def swallows(self, number: int, pending: Pending) -> bool | None:
        """Whether leaving this `with` swallows the exception: surely, surely not, or perhaps (None)."""
        for op in self.ops:
            if op.kind == "enter" and op.number == number:
                made = self.producers.get(op.src or "")
                if made is None or not self.recogniser.manager_is(self.function, made, "swallow"):
                    return False
                names = tuple(last_name(argument.value) for argument in made.args)
                return None if catches(names, *pending) is not True else True
        return False


def catches(names: tuple[str, ...], kind: str, name: str) -> bool | None:
    """Whether a handler for `names` takes an exception: surely, surely not, or perhaps (None)."""
    if "BaseException" in names:
        return True
    if kind == "cancel":
        return "CancelledError" in names
    if kind == "timeout":
        return bool({"TimeoutError", "Exception", "OSError"} & set(names))
    if kind == "error" or not name:
        return True if "Exception" in names else None
    if name in names:
        return True
    raised = getattr(builtins, name, None)
    if not (isinstance(raised, type) and issubclass(raised, BaseException)):
        if "Exception" in names:
            return True
        # A class that isn't known is taken to be no child of the built-in ones that are caught.
        return None if any(not hasattr(builtins, caught) for caught in names) else False
    for caught in names:
        known = getattr(builtins, caught, None)
        if isinstance(known, type) and issubclass(raised, known):
            return True
    return False
