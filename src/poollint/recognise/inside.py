"""The inside of a pool: a free list of the pool's own class, filled in one method and emptied in another.

Outside such a class a weak verb (`append`, `put`) says nothing without its partner in the same function.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from poollint.ir import Callee, Function, Op, Operand
from poollint.module import ClassFacts
from poollint.recognise.acquire import Acquisitions
from poollint.recognise.evidence import WEAK_PAIRS, has_pool_word, is_lock_name, last_of

_TAKES = ("get", "get_nowait", "pop", "popleft")
_GIVES = frozenset().union(*(WEAK_PAIRS[verb] for verb in _TAKES)) - {"release", "free", "store", "insert"}
# Without a key: nothing, a place, a flag, or keywords like `timeout=`.
_NO_KEY = r"\(\s*(?:\)|-?\d|True\b|False\b|\w+\s*=[^=])"


class FreeLists(Acquisitions):
    """Mixin: `gives_inside` says whether a call puts its argument on a free list of the pool around it."""

    def gives_inside(self, function: Function, callee: Callee) -> bool:
        """Whether `callee` is `self.<attr>.append` and the same pool class takes from `self.<attr>`."""
        receiver, verb = self.split(function, callee)
        if verb not in _GIVES or not receiver.startswith("self.") or receiver.count(".") != 1:
            return False
        owner = function.class_name
        if owner is None or not has_pool_word(owner):
            return False
        name = (owner, receiver)
        found = self._free_lists.get(name)
        if found is None:
            taking = re.compile(rf"\b{re.escape(receiver)}\.(?:{'|'.join(_TAKES)}){_NO_KEY}")
            module = self.module
            found = any(
                taking.search(module.source.lines(module.definitions[method][0]))
                for facts in self._family(owner)
                for method in facts.methods.values()
            )
            self._free_lists[name] = found
        return found

    def runs_on_a_loop(self, function: Function) -> bool:
        """Whether the class around a function has coroutines: what doesn't suspend is alone then."""
        return any(
            isinstance(self.module.definitions[method][0], ast.AsyncFunctionDef)
            for facts in self._family(function.class_name or "")
            for method in facts.methods.values()
        )

    def is_lock(self, function: Function, path: Operand) -> bool:
        """Whether what a `with` enters is a lock by its name."""
        return is_lock_name(last_of(self.receiver(function, path)), self.names("lock-word"))

    def _family(self, owner: str) -> Iterator[ClassFacts]:
        """A class and its bases, as far as they stand in this module."""
        for kind in self.module.class_types(owner):
            if kind.startswith(":"):
                yield self.module.classes[kind[1:]]


def is_first(op: Op, place: int | str) -> bool:
    """Whether the object is the only thing that a call puts away."""
    return place == 0 and len(op.args) == 1
