"""Calls that take a deferral back: it is cancelled, unregistered, or another one stands under its key."""

from __future__ import annotations

from poollint.catalogue import Join
from poollint.ir import Op, Operand, last_name
from poollint.typestate.deferring import Deferring
from poollint.typestate.state import ANY_MOMENT, Item, State


class Cancelling(Deferring):
    """Mixin: joins of the form `cancel`."""

    def cancelled(self, state: State, op: Op, join: Join) -> State:
        """The state after a call that stops what it names; it leans towards stopping."""
        if not state.items:
            return state
        named = [
            item for operand in self.join_operands(op, join) for item in self._named(state, op, operand, join)
        ]
        if join.normal == "unstarted":
            named = [item for item in named if self._is_stoppable(item)]
        return self.done(state, named)

    def _named(self, state: State, op: Op, operand: Operand, join: Join) -> list[Item]:
        """The armed deferrals that `operand` stands for."""
        if operand is None:
            return []
        if join.by == "handle":
            return self.handled(state, operand)
        return [
            item
            for item in state.items
            if item.arm >= 0
            and operand in self._registered(self.ops[item.arm], join)
            and not (join.by == "body" and self._is_elsewhere(op, self.ops[item.arm]))
        ]

    def _is_elsewhere(self, op: Op, registration: Op) -> bool:
        """Whether the receivers of the two calls were surely made by different calls."""
        if op.callee is None or registration.callee is None:
            return False
        one, other = (self.producers.get(c.receiver or "") for c in (op.callee, registration.callee))
        return one is not None and other is not None and one is not other

    def _registered(self, op: Op, join: Join) -> list[Operand]:
        """The callables, or the key, with which a call that `join` undoes has deferred something."""
        if op.callee is None or (op.callee.method or last_name(op.callee.path)) not in join.undoes:
            return []
        record = self.recogniser.deferral(self.function, op)
        if record is None:
            return []
        if join.by == "body":
            return [operand for operand, _, _ in self._deferred(op, record)]
        return [
            argument.value
            for position, argument in enumerate(op.args)
            if record.key == (argument.keyword or str(position))
        ]

    def _is_stoppable(self, item: Item) -> bool:
        """Whether a plain `cancel` keeps the deferral from running.

        A task that has had no step never runs its body; of threads only a Timer, armed by its `start`, waits.
        """
        if item.lane in ("task", "greenlet"):
            return not item.started
        if item.lane in ANY_MOMENT:
            callee = self.ops[item.arm].callee
            return callee is not None and callee.method == "start"
        return item.lane in ("callback", "exit")
