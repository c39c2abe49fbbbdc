"""What keeps an object after its release: the result that holds it, an attribute, a list of `self`."""

from __future__ import annotations

from functools import cached_property

from poollint.ir import Op
from poollint.typestate.blocks import Blocks
from poollint.typestate.joining import FILING
from poollint.typestate.reports import Touch
from poollint.typestate.state import State


class Keeping(Blocks):
    """Mixin: the reports on objects that others get already given back."""

    lends_itself = True
    """Whether the tracked object is the one that is given back, and not a value that lives off it."""
    stays_readable = False
    """Whether what stays in an attribute is there to be read, though no method of the class does."""

    def _check_holder(self, index: int, state: State) -> None:
        """Report an object that is returned inside one of a class of the project which works with it."""
        held = sorted(path[5:] for path in state.aliases if path.startswith("$ret."))
        if not held or state.returned < 0:
            return
        place = self.ops[state.returned]
        for attribute in held:
            use = self.summaries.use_by_methods(self.function, place.src, attribute)
            if use is not None:
                self.report("POOL105", state, index, self.touch(place.offsets, "returned"), inner=use)
                return
        public = [name for name in held if name.isidentifier() and not name.startswith("_")]
        if public and self.summaries.only_carries(self.function, place.src):
            self.report("POOL105", state, index, self.touch(place.offsets, "returned"))

    def _check_filed(self, index: int, op: Op, state: State) -> None:
        """Report a given back object that is put into an attribute which methods of the class work with.

        The object itself, or one of a class of the project that holds it and works with it.
        """
        own, attribute = self._own, (op.dst or "")[len(self._own) :]
        source = op.src or ""
        if not own or not (op.dst or "").startswith(own) or not attribute.isidentifier():
            return
        use = (
            self.summaries.use_by_methods(self.function, own[:-1], attribute)
            if source in state.aliases
            else None
        )
        use = use or self._use_by_holder(state, source)
        if use is not None:
            self.report("POOL105", state, index, self.touch(op.offsets, "filed"), inner=use)

    def _check_collected(self, index: int, op: Op, state: State) -> None:
        """Report what holds a given back object, works with it, and is put into a list of `self`."""
        callee = op.callee
        if callee is None or callee.method not in FILING or not self._own:
            return
        if not (callee.receiver or "").startswith(self._own):
            return
        for argument in op.args:
            use = self._use_by_holder(state, argument.value or "")
            if use is not None:
                self.report("POOL105", state, index, self.touch(op.offsets, "filed"), inner=use)

    def _use_by_holder(self, state: State, holder: str) -> Touch | None:
        """Where the class of what stands at `holder` works with the object that it holds."""
        for path in sorted(path for path in state.aliases if holder and path.startswith(holder + ".")):
            attribute = path[len(holder) + 1 :]
            use = (
                self.summaries.use_by_methods(self.function, holder, attribute)
                if attribute.isidentifier()
                else None
            )
            if use is not None:
                return use
        return None

    def _check_kept(self, index: int, state: State) -> None:
        """Report what stays in an attribute, though it was given back before anybody could read it there.

        A method that calls others of its object may have put it there for these.
        """
        own, release = self._own, self.release_touch.get(state.release)
        if self.lends_itself and release is not None and release.what == "exit":
            return  # what a block leaves in an attribute, others of the class tell
        if not own or any(place.startswith(own) for place in self.seed.places) or self._speaks_to_itself:
            return
        for path in sorted(path for path in state.aliases if path.startswith(own)):
            attribute = path[len(own) :].removesuffix("~")
            use = self.summaries.use_of_kept(self.function, attribute) if attribute.isidentifier() else None
            stored = [op for op in self.ops if _stores(op, path)]
            if stored and (use is not None or self.stays_readable):
                self.report("POOL105", state, index, self.touch(stored[-1].offsets, "kept"), inner=use)

    @property
    def _own(self) -> str:
        """What the paths of attributes of the object around begin with; empty in a plain function."""
        return f"{self.function.params[0]}." if self.function.is_method and self.function.params else ""

    @cached_property
    def _speaks_to_itself(self) -> bool:
        own = self._own[:-1]
        return any(
            op.kind == "call"
            and op.callee is not None
            and (op.callee.receiver in (own, "super()") or any(a.value == own for a in op.args))
            for op in self.ops
        )


def _stores(op: Op, path: str) -> bool:
    """Whether an operation puts something into what stands at a path of an attribute."""
    if op.kind == "call" and op.callee is not None:
        return f"{op.callee.receiver}~" == path and op.callee.method in FILING
    if op.kind == "collect":
        return f"{op.dst}~" == path
    return op.kind == "assign" and op.dst == path
