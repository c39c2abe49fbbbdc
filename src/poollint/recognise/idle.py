"""Lists of idle objects in a class that is no pool by its name: `self._idle.pop()`."""

from __future__ import annotations

import re

from poollint.ir import Function, Op
from poollint.recognise.evidence import last_of, words_of
from poollint.recognise.pairs import Pairs

_TAKES = r"(?:pop|popleft|get|get_nowait)\(\s*(?:\)|-?\d|True\b|False\b|\w+\s*=[^=])"
_GIVES = r"(?:append|appendleft|add|put|put_nowait|push)\("


class IdleLists(Pairs):
    """Mixin: `is_idle_list` says whether an attribute holds what waits for its next use."""

    def is_idle_list(self, function: Function, receiver: str, op: Op | None = None) -> bool:
        """Whether the class around `function` takes out of `receiver` and puts back into it, called so.

        What is kept may be told by the list's name, or by the name that `op` binds: numbers of free ports are
        no objects.
        """
        own, _, name = receiver.partition(".")
        owner = function.class_name
        if own != "self" or not name.isidentifier() or owner is None or "pool" in owner.lower():
            return False
        words = words_of(name.lower())
        if words.isdisjoint(self.names("idle-word")) or not words.isdisjoint(self.names("pair-value")):
            return False
        nouns = self.names("idle-noun")
        bound = self.bound(function, op) if op is not None else ()
        named = words | {word for path in bound for word in words_of((path or "").lower())}
        if named.isdisjoint(nouns) and words.isdisjoint(self.names("idle-word-alone")):
            return False
        return self._takes_and_gives(owner, receiver)

    def _takes_and_gives(self, owner: str, receiver: str) -> bool:
        name = (owner, receiver)
        if name not in self._idle:
            module, texts = self.module, []
            for kind in module.class_types(owner):
                facts = module.classes.get(kind[1:]) if kind.startswith(":") else None
                texts += (
                    [module.source.lines(module.definitions[q][0]) for q in facts.methods.values()]
                    if facts
                    else []
                )
            own = rf"\b{re.escape(receiver)}\."
            self._idle[name] = all(
                any(re.search(own + calls, text) for text in texts) for calls in (_TAKES, _GIVES)
            )
        return self._idle[name]

    def is_idle_name(self, receiver: str) -> bool:
        """Whether a receiver is called a list of idle objects."""
        return not words_of(last_of(receiver).lower()).isdisjoint(self.names("idle-word"))
