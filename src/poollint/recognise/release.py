"""Releases: how a call gives the tracked object back."""

from __future__ import annotations

from poollint.catalogue import Release
from poollint.ir import Callee, Function, Op
from poollint.names import plain_verb
from poollint.recognise.evidence import (
    WEAK_PAIRS,
    Acquisition,
    Given,
    has_argument,
    has_pool_word,
    last_of,
    words_of,
)
from poollint.recognise.inside import FreeLists, is_first

_DISCARDS = frozenset(
    {
        "discard",
        "drop",
        "destroy",
        "invalidate",
        "remove",
        "replace",
        "close",
        "dispose",
        "forget",
        "evict",
        "terminate",
        "delete",
        "remove_connection",
        "discard_connection",
        "close_connection",
        "kill",
    }
)
_GIVING = frozenset({"release", "return", "give", "free", "checkin"})
_TAKING_BACK = (
    "add",
    "append",
    "give_back",
    "hand_back",
    "push",
    "put_back",
    "recycle",
    "requeue",
    "restore",
)
_SELF_RELEASES = frozenset({"release", "checkin", "return_to_pool", "give_back", "release_to_pool"})


class Releases(FreeLists):
    """Mixin: `release` says how a call gives back what stands at a place of it."""

    def release(
        self, function: Function, callee: Callee, op: Op, taken: Acquisition, place: int | str
    ) -> Given | None:
        """How calling `callee` with the object at `place` gives it back.

        `place` is "receiver", a position, or a keyword name; `op` carries the other arguments.
        """
        if taken.evidence == "inside":
            return Given("sync") if is_first(op, place) and self.gives_inside(function, callee) else None
        receiver, verb = self.split(function, callee)
        spec = taken.spec
        if place == "receiver":
            return self._self_release(function, taken, verb, op)
        if taken.evidence == "pair":
            is_given = receiver == taken.receiver and self.is_pair(taken.verb, verb, receiver)
            return Given("unknown") if is_given and self._only_object(op, place) else None
        dotted = self.dotted(function, callee)
        for entry in spec.release if spec is not None else ():
            if entry.form == "function" and entry.name in (dotted, verb) and _at(entry, place):
                return Given(entry.mode, entry, _discards(entry, op))
            if entry.form == "arg" and entry.name == verb and _at(entry, place):
                if spec is not None and (
                    spec.strong or (taken.evidence != "define" and self._same_pool(function, taken, receiver))
                ):
                    return Given(entry.mode, entry, _discards(entry, op))
        if not receiver and callee.method is None:
            for user in (
                self.catalogue.specs_for_function(dotted or verb) if taken.evidence == "define" else ()
            ):
                for entry in user.release:
                    if entry.form == "function" and entry.name in (dotted, verb) and _at(entry, place):
                        return Given(entry.mode, entry, _discards(entry, op))
            return None
        if self.is_denied(function, receiver):
            return None
        plain = plain_verb(verb)
        same = self._same_pool(function, taken, receiver)
        if taken.evidence == "weak" or (spec is not None and not spec.strong):
            stem = plain_verb(taken.verb)
            pairs = WEAK_PAIRS.get(stem, set())
            head, _, noun = stem.partition("_")
            pairs = pairs or {
                f"put_{noun}",
                f"return_{noun}",
                f"release_{noun}",
                f"give_back_{noun}",
                f"free_{noun}",
            }
            if same and (plain in pairs or self.is_strong_release(plain)) and self._only_object(op, place):
                return Given("unknown")
            return None
        head = plain.partition("_")[0]
        strong = self.is_strong_release(plain) or (
            same
            and place == 0
            and (head in _GIVING or _is_counterpart(plain_verb(taken.verb), plain))
            and self.is_strong_acquire(plain_verb(taken.verb))
        )
        if (
            not strong
            and taken.evidence == "define"
            and self._put_into_a_pool(function, receiver, plain, op, place)
        ):
            return Given("unknown")
        if not strong:
            return None
        if spec is not None and spec.strong and taken.evidence in ("type", "config"):
            if not (same or self.is_poolish(function, receiver) or plain in self.names("sole-release")):
                return None
            return Given("unknown")
        if taken.evidence in ("shape", "import", "name", "summary"):
            if same or plain in self.names("sole-release") or self.is_poolish(function, receiver):
                return Given("unknown")
            return None
        if taken.evidence == "define":
            return self._defined_release(function, receiver, plain, verb, op, place)
        return None

    def _defined_release(
        self, function: Function, receiver: str, plain: str, verb: str, op: Op, place: int | str
    ) -> Given | None:
        """A release with no acquisition in sight: the verb, or the pool, must speak for itself."""
        for spec in self.specs(function, receiver):
            for entry in spec.release:
                if entry.form == "arg" and entry.name == verb and _at(entry, place) and not spec.negative:
                    return Given(entry.mode, entry, _discards(entry, op)) if spec.strong else None
        if len([argument for argument in op.args if argument.keyword is None]) > 1:
            return None
        words = words_of(last_of(receiver).lower())
        named = self.is_poolish(function, receiver) or "connector" in words or "allocator" in words
        if plain in self.names("sole-release") or named:
            return Given("unknown")
        return None

    def _put_into_a_pool(
        self, function: Function, receiver: str, verb: str, op: Op, place: int | str
    ) -> bool:
        """Whether what is called a pool gets by `put`, without a key, what is called like what pools lend."""
        if verb != "put" or place != 0 or len(op.args) != 1 or not has_pool_word(receiver):
            return False
        if has_pool_word(function.class_name or "") or not last_of(receiver).lower().endswith("pool"):
            return False
        words = words_of((op.args[0].value or "").rpartition(".")[2].lower())
        return not words.isdisjoint(self.names("idle-noun") - {"worker"})

    def _self_release(self, function: Function, taken: Acquisition, verb: str, op: Op) -> Given | None:
        spec = taken.spec
        if spec is not None:
            for entry in spec.release:
                if entry.form == "self" and entry.name == verb:
                    if entry.mode == "sync" and "awaited" in op.flags:
                        continue
                    return Given(entry.mode, entry, _discards(entry, op))
            return None
        if taken.evidence == "shape" and verb in _SELF_RELEASES and has_pool_word(taken.receiver):
            return Given("unknown")
        return None

    def _same_pool(self, function: Function, taken: Acquisition, receiver: str) -> bool:
        return bool(receiver) and (
            receiver == taken.receiver or last_of(receiver) == last_of(taken.receiver) != ""
        )

    def _only_object(self, op: Op, place: int | str) -> bool:
        """Whether no key stands before the object: `cache.put(key, value)` files a value."""
        return place == 0 or isinstance(place, str)

    def discards(self, function: Function, callee: Callee, taken: Acquisition) -> bool:
        """Whether the pool is told to throw the object away: no use of it, and no release either."""
        receiver, verb = self.split(function, callee)
        if plain_verb(verb) not in _DISCARDS or not receiver:
            return False
        return (
            self._same_pool(function, taken, receiver)
            or self.is_poolish(function, receiver)
            or receiver == "self"
        )

    def ends_with_block(self, taken: Acquisition) -> bool:
        """Whether `with obj:` on the acquired object gives it back at the end of the block."""
        spec = taken.spec
        return (
            spec is not None
            and taken.assigns
            and any(r.form == "with" for r in spec.release)
            and any(r.form == "self" for r in spec.release)
        )


def _is_counterpart(acquire: str, release: str) -> bool:
    """Whether two verbs speak of the same thing: `get_connection` and `add_connection`."""
    noun = acquire.partition("_")[2]
    return bool(noun) and any(release == f"{verb}_{noun}" for verb in _TAKING_BACK)


def _at(entry: Release, place: int | str) -> bool:
    return place == entry.arg or (
        isinstance(place, str) and (entry.keyword is None or place == entry.keyword)
    )


def _discards(entry: Release, op: Op) -> bool:
    return entry.discard or (entry.discard_when is not None and has_argument(op, entry.discard_when))
