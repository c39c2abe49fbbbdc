"""Which calls are taken not to fail where a leak is asked for: what they would raise is nobody's plan."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from poollint.ir import Op
from poollint.names import plain_verb
from poollint.recognise.evidence import last_of, words_of
from poollint.typestate.base import ERROR, Edge
from poollint.typestate.elsewhere import OtherPools
from poollint.typestate.state import State

_ENDING = frozenset(
    {"abort", "aclose", "close", "disconnect", "ensure_closed", "kill", "shutdown", "terminate"}
)


class Quiet(OtherPools):
    """Mixin: calls that are no way on which an object leaks."""

    def is_quiet_here(self, op: Op, state: State, places: list[int | str]) -> bool:
        """Calls taken not to fail where a leak is asked for: status, locks, closing others, logs, counts."""
        assert op.callee is not None
        verb = plain_verb((op.callee.method or op.callee.path or "").rpartition(".")[2])
        if places:
            return "receiver" in places and (
                verb in self.recogniser.names("status")
                or self._only_makes(op)
                or self._only_clears(op, state)
                or self._only_ends(op, verb)
                or (self.taken.spec is not None and verb in self.taken.spec.lets_go)
                or self._is_same(op, state.aliases, self.taken.spec)
            )
        if "decorator" in op.flags or self.is_of_context(op):
            return True
        if "awaited" not in op.flags and self.recogniser.is_quiet(self.function, op):
            return True  # `headers.get(...)` waits for nothing
        if verb == "close" or words_of(verb.lower()) & self.recogniser.names("bookkeeping-word"):
            return True
        return verb in ("acquire", "release") and self.recogniser.is_lock(self.function, op.callee.receiver)

    def _only_makes(self, op: Op) -> bool:
        """Whether a method of an asynchronous object makes a cursor or transaction, and sends nothing yet."""
        assert op.callee is not None
        spec = self.taken.spec
        if spec is None or "awaited" in op.flags or not any(entry.mode == "await" for entry in spec.release):
            return False
        return any(borrow.name == op.callee.method for borrow in spec.borrows)

    def _only_clears(self, op: Op, state: State) -> bool:
        """Whether a call empties an object that talks to nobody: `buf.reset()`, and not `conn.reset()`."""
        assert op.callee is not None
        names, spec = self.recogniser.names, self.taken.spec
        if "awaited" in op.flags or op.callee.method not in names("clearing"):
            return False
        if spec is not None and spec.kind != "other":
            return spec.kind in ("buffer", "struct")
        called = [last_of(self.taken.receiver), *(path for path in state.aliases if path.isidentifier())]
        return all(words_of(name.lower()).isdisjoint(names("wired-noun")) for name in called)

    def _only_ends(self, op: Op, verb: str) -> bool:
        """Whether a connection of a loop is ended without a wait: that only marks it, `conn.close()`."""
        awaits = "awaited" in op.flags or "discarded" not in op.flags
        return self.function.is_async and not awaits and verb in self.recogniser.names("spoiling")

    def is_of_context(self, op: Op) -> bool:
        """Whether a call is one of a context variable."""
        assert op.callee is not None
        name = self.recogniser.receiver(self.function, op.callee.receiver)
        return self.recogniser.type_of(self.function, name) == "contextvars.ContextVar"

    def closing_quietly(self, op: Op, edges: Iterator[Edge]) -> Iterator[Edge]:
        """The edges out of a call that ends the object: what closing raises is nobody's plan.

        A cancellation in the midst of it counts, except where it comes upon another failure.
        """
        assert op.callee is not None
        if plain_verb(op.callee.method or "") not in _ENDING:
            return edges
        is_cleanup = any(part in ("handler", "finally") for _, part in op.region)
        return (edge for edge in edges if edge[2] < ERROR or (edge[2] != ERROR and not is_cleanup))

    @cached_property
    def answers_none(self) -> bool:
        """Whether this function asks whether it got anything: a pool that gives None then raises nothing."""
        made = self.acquiring()
        names: set[str | None] = {*self.seed.places, made.dst if made is not None else None}
        names |= {op.dst for op in self.ops if op.kind == "assign" and op.src in names}
        asked = (op.atom.path for op in self.ops if op.atom is not None and op.atom.kind == "none")
        return any(path in names for path in asked if path is not None)
