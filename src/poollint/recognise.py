"""Evidence: which calls take an object out of a pool, give one back, defer, join, raise or end the call.

Invariant: where the evidence is too weak the answer is "no", and `left_alone` says why.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from poollint.catalogue import Acquire, Catalogue, Deferral, Join, PoolSpec, Release
from poollint.ir import Callee, Function, Op, Operand, last_name, root
from poollint.module import ModuleFacts
from poollint.names import canonical

Evidence = Literal["type", "config", "import", "shape", "weak", "name", "summary", "define"]

_WEAK_PAIRS = {
    "get": {
        "put",
        "put_nowait",
        "push",
        "add",
        "append",
        "recycle",
        "return_",
        "free",
        "release",
        "give",
        "store",
    },
    "get_nowait": {"put", "put_nowait"},
    "pop": {"append", "push", "add", "appendleft", "put", "insert", "release"},
    "popleft": {"append", "appendleft", "push", "add"},
    "take": {"put", "give", "add", "append", "release", "return_", "put_back"},
    "create": {"destroy", "release", "put"},
    "new": {"put", "recycle", "release"},
    "connect": {"reuse", "release", "put"},
    "pull": {"push"},
    "allocate": {"deallocate", "free", "release"},
    "fetch": {"put", "release"},
    "open": {"release", "put"},
    "reserve": {"release", "unreserve"},
    "obtain": {"release", "put"},
    "request": {"release"},
    "grab": {"release", "put"},
}
_NOT_LENT = frozenset(
    {"lock", "locks", "submit", "map", "apply", "apply_async", "imap", "starmap", "transaction_lock"}
)
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
_SELF_RELEASES = frozenset({"release", "checkin", "return_to_pool", "give_back", "release_to_pool"})


@dataclass(frozen=True)
class Acquisition:
    """An acquisition and why it is taken for one.

    `receiver` is the pool as written, behind local aliases; `awaits` says whether the call gives the
    object only when awaited (None: unknown); `index` is its place in a tuple result.
    """

    evidence: Evidence
    spec: PoolSpec | None
    verb: str
    receiver: str
    awaits: bool | None = None
    index: int | None = None
    assigns: bool = True
    manages: bool = True
    reason: str = ""

    @property
    def pool(self) -> str:
        """What a finding names as the pool."""
        return self.spec.id if self.spec is not None else self.receiver


DEFINED = Acquisition("define", None, "", "")


@dataclass(frozen=True)
class Given:
    """How a call gives the object back."""

    mode: Literal["sync", "await", "optional", "unknown"]
    release: Release | None = None
    discard: bool = False


class Recogniser:
    """Answers for the calls of one module."""

    def __init__(self, module: ModuleFacts, catalogue: Catalogue) -> None:
        self.module = module
        self.catalogue = catalogue
        self.names = catalogue.names
        imported = {name for dotted in module.imports.values() for name in _prefixes(dotted)}
        self.imported_specs = catalogue.specs_for_modules(frozenset(imported))
        self._aliases: dict[Function, dict[str, str]] = {}
        self._producers: dict[Function, dict[str, Op]] = {}
        self._acquisitions: dict[tuple[Op, bool], Acquisition | None] = {}
        self.left_alone: dict[Op, str] = {}

    # Names behind aliases and temporaries

    def producers(self, function: Function) -> dict[str, Op]:
        """The call, await or make behind each temporary, and behind each name that is bound once."""
        found = self._producers.get(function)
        if found is None:
            found = {}
            written: dict[str, int] = {}
            for op in function.ops:
                if op.dst is not None:
                    written[op.dst] = written.get(op.dst, 0) + 1
            for op in function.ops:
                if op.kind in ("call", "await", "make", "enter", "next") and op.dst:
                    found[op.dst] = op
            for op in function.ops:
                if (
                    op.kind == "assign"
                    and op.dst
                    and op.src
                    and written[op.dst] == 1
                    and op.dst not in function.params
                ):
                    origin = found.get(op.src)
                    if origin is not None:
                        found.setdefault(op.dst, origin)
            self._producers[function] = found
        return found

    def aliases(self, function: Function) -> dict[str, str]:
        """Names that are bound once, from another path: `pool` for `pool = self.pool`."""
        found = self._aliases.get(function)
        if found is None:
            written: dict[str, int] = {}
            for op in function.ops:
                if op.kind in ("assign", "call", "await", "enter", "next", "make") and op.dst is not None:
                    written[op.dst] = written.get(op.dst, 0) + 1
            found = {}
            for op in function.ops:
                if op.kind != "assign" or not op.dst or not op.src or op.src.startswith("="):
                    continue
                if written.get(op.dst) == 1 and op.dst not in function.params and "." not in op.dst:
                    target = self._getattr(function, op.src) or op.src
                    if not target.startswith("%"):
                        found[op.dst] = target
            self._aliases[function] = found
        return found

    def _getattr(self, function: Function, operand: str) -> str | None:
        op = self.producers(function).get(operand)
        if (
            op is None
            or op.kind != "call"
            or op.callee is None
            or op.callee.path != "getattr"
            or len(op.args) < 2
        ):
            return None
        base, name = op.args[0].value, op.args[1].value
        if base and name and name.startswith(("='", '="')):
            return f"{base}.{name[2:-1]}"
        return None

    def unalias(self, function: Function, path: str) -> str:
        """The path with its first part replaced by what that is an alias of."""
        table = self.aliases(function)
        for _ in range(4):
            first = root(path)
            target = table.get(first)
            if target is None or target == first:
                break
            path = target + path[len(first) :]
        return path

    def receiver(self, function: Function, operand: Operand) -> str:
        """The text that stands for a receiver: a path, or `get_pool()` for what a call gave."""
        if operand is None:
            return ""
        first = root(operand)
        if first.startswith("%"):
            op = self.producers(function).get(first)
            if op is not None and op.kind == "await" and op.src:
                op = self.producers(function).get(op.src, op)
            if op is not None and op.callee is not None:
                callee = op.callee
                if callee.method:
                    base = self.receiver(function, callee.receiver)
                    return f"{base}.{callee.method}()" + operand[len(first) :]
                return f"{callee.path or ''}()" + operand[len(first) :]
            for other in function.ops:
                if other.kind == "assign" and other.dst == first and other.how:
                    return self.receiver(function, other.how) + "[]" + operand[len(first) :]
                if (
                    other.kind == "assign"
                    and other.dst == first
                    and other.src
                    and not other.src.startswith("%")
                ):
                    return self.unalias(function, other.src) + operand[len(first) :]
            return ""
        return self.unalias(function, operand)

    def split(self, function: Function, callee: Callee) -> tuple[str, str]:
        """(receiver text, method) of what is called, seen through `release = pool.release`."""
        if callee.method is not None:
            return self.receiver(function, callee.receiver), callee.method
        if callee.path:
            path = self.unalias(function, callee.path)
            receiver, dot, method = path.rpartition(".")
            return (receiver, method) if dot else ("", path)
        return "", ""

    def dotted(self, function: Function, callee: Callee) -> str:
        """The canonical dotted name of what is called, the empty string where a local stands before it."""
        if callee.method is not None and not callee.text:
            return ""
        text = callee.text or (callee.path or "")
        text = self.unalias(function, text) if text else ""
        if not text or text.startswith(("%", "=")):
            return ""
        first = root(text)
        scope: Function | None = function
        while scope is not None:
            if first in scope.locals and first not in self.module.imports:
                return ""
            scope = scope.parent
        return canonical(text, self.module.imports)

    def type_of(self, function: Function, text: str) -> str:
        """The type behind a receiver text."""
        if not text or "(" in text:
            return ""
        return self.module.type_of(function, text)

    def specs(self, function: Function, text: str) -> tuple[PoolSpec, ...]:
        """Catalogue entries for the type of a receiver; a negative one says that it is surely no pool."""
        kind = self.type_of(function, text)
        if not kind:
            plain = text.replace("[]", "")
            if "(" in plain or root(plain) not in self.module.imports:
                return ()
            return self.catalogue.specs_for_type(canonical(plain, self.module.imports), has_pool_word(text))
        kinds = self.module.class_types(kind[1:]) if kind.startswith(":") else (kind,)
        found: list[PoolSpec] = []
        for name in kinds:
            found.extend(self.catalogue.specs_for_type(name, has_pool_word(text)))
        return tuple(found)

    def is_local_class(self, function: Function, text: str) -> bool:
        """Whether the receiver is an object of a class of this module that is called a pool."""
        kind = self.type_of(function, text)
        return kind.startswith(":") and "pool" in kind.lower()

    def is_poolish(self, function: Function, text: str) -> bool:
        """Whether a receiver may stand for an object pool by its name or its class's name."""
        if self.is_denied(function, text):
            return False
        return has_pool_word(text) or self.is_local_class(function, text)

    def is_denied(self, function: Function, text: str) -> bool:
        """Whether a receiver is surely no object pool: a lock, a pool of workers, taken out by the user."""
        name = _last(text).lower()
        if any(word in _words(name) for word in self.names("lock-word")):
            return True
        if any(spec.negative for spec in self.specs(function, text)):
            return True
        kind = self.type_of(function, text)
        if kind in self.names("mock"):
            return True
        catalogue = self.catalogue
        if catalogue.not_pools:
            dotted = canonical(text, self.module.imports)
            return catalogue.is_not_pool(dotted) or catalogue.is_not_pool(kind) or catalogue.is_not_pool(text)
        return False

    # Acquisitions

    def acquisition(self, function: Function, op: Op, managed: bool = False) -> Acquisition | None:
        """What `op`, a call, takes out; `managed` asks for the form `with CALL as x`."""
        name = (op, managed)
        if name not in self._acquisitions:
            self._acquisitions[name] = self._acquisition(function, op, managed)
        return self._acquisitions[name]

    def _acquisition(self, function: Function, op: Op, managed: bool) -> Acquisition | None:
        if op.callee is None or "decorator" in op.flags:
            return None
        receiver, verb = self.split(function, op.callee)
        form = "with" if managed else "assign"
        by_function = self._by_function(function, op, form)
        if by_function is not None:
            return by_function
        if op.callee.method is None and not receiver:
            called = self._by_call(function, op, verb, form)
            if called is not None:
                return called
            return self._factory(function, op, verb) if managed else None
        specs = self.specs(function, receiver)
        if any(spec.negative for spec in specs):
            self.left_alone[op] = next(s.reason or "no object pool" for s in specs if s.negative)
            return None
        if self.is_denied(function, receiver):
            self.left_alone[op] = f"`{receiver}` is a lock, a mock or taken out by the settings"
            return None
        for spec in specs:
            entry = _entry(spec, verb, form, op)
            if entry is not None:
                evidence: Evidence = "config" if spec.user else "type"
                return _of(
                    evidence,
                    spec,
                    entry,
                    receiver,
                    verb,
                    f"`{receiver}` is {spec.types[0]}" if spec.types else "",
                )
        if not specs or all(spec.user for spec in specs):
            for spec in self.catalogue.pools:
                if spec.user and not spec.types:
                    entry = _entry(spec, verb, form, op)
                    if entry is not None:
                        return _of("config", spec, entry, receiver, verb, f"settings name `{verb}`")
        imported = self._by_import(function, receiver, verb, form, op)
        if imported is not None:
            return imported
        return self._by_shape(function, op, receiver, verb, managed, bool(specs))

    def _by_function(self, function: Function, op: Op, form: str) -> Acquisition | None:
        assert op.callee is not None
        dotted = self.dotted(function, op.callee)
        last = op.callee.method or op.callee.path or ""
        candidates = self.catalogue.specs_for_function(dotted) if dotted else ()
        candidates += (
            tuple(s for s in self.catalogue.specs_for_function(last) if s.user) if last != dotted else ()
        )
        for spec in candidates:
            for entry in spec.acquire:
                if (
                    entry.function
                    and form in entry.forms
                    and entry.name in (dotted, last)
                    and _has(op, entry.when)
                ):
                    evidence: Evidence = "config" if spec.user else "type"
                    return _of(
                        evidence, spec, entry, dotted or last, last, f"{entry.name} is in the catalogue"
                    )
        return None

    def _by_call(self, function: Function, op: Op, name: str, form: str) -> Acquisition | None:
        """`Session()` where `Session = sessionmaker(...)`: the pool itself is called."""
        for spec in self.specs(function, name):
            entry = _entry(spec, "__call__", form, op)
            if entry is not None and not spec.negative:
                return _of("type", spec, entry, name, "__call__", f"`{name}` is {spec.types[0]}")
        return None

    def _by_import(
        self, function: Function, receiver: str, verb: str, form: str, op: Op
    ) -> Acquisition | None:
        words = _words(_last(receiver).lower())
        found: list[tuple[PoolSpec, Acquire]] = []
        for spec in self.imported_specs:
            if not spec.strong or spec.needs_word:
                continue
            named = has_pool_word(receiver) or any(hint in words for hint in spec.hints)
            if not named or not self.is_plain(function, receiver):
                continue
            entry = _entry(spec, verb, form, op)
            if entry is not None:
                found.append((spec, entry))
        if not found:
            return None
        if len(found) > 1 and not _agree([spec for spec, _ in found]):
            # Several libraries fit: keep only what they have in common.
            if not has_pool_word(receiver):
                return None
            reason = f"`{receiver}` and `{verb}` fit several imported libraries"
            return Acquisition("shape", None, verb, receiver, reason=reason)
        spec, entry = found[0]
        return _of(
            "import", spec, entry, receiver, verb, f"{spec.modules[0]} is imported and `{receiver}` fits"
        )

    def is_plain(self, function: Function, receiver: str) -> bool:
        """Whether nothing is known of the receiver that speaks against guessing by its name."""
        kind = self.type_of(function, receiver)
        return not kind.startswith(":")

    def _by_shape(
        self, function: Function, op: Op, receiver: str, verb: str, managed: bool, typed: bool
    ) -> Acquisition | None:
        plain = verb.lstrip("_")
        strong = self.is_strong_acquire(plain)
        poolish = self.is_poolish(function, receiver)
        if managed:
            if poolish and plain not in _NOT_LENT and not typed and not _is_container(plain):
                return Acquisition(
                    "shape", None, verb, receiver, assigns=False, reason=f"`{receiver}` is called a pool"
                )
            if plain in self.names("factory") and not self.is_defined(function, op):
                return self._factory(function, op, plain)
            if strong:
                self.left_alone[op] = "the end of a `with` is a release only where the pool is known"
            return None
        if strong:
            return Acquisition("shape", None, verb, receiver, reason=f"`{verb}` lends by its name")
        if plain in _WEAK_PAIRS:
            if (
                any(arg.keyword is None and arg.value and not arg.value.startswith("=") for arg in op.args)
                and not poolish
            ):
                return None
            in_pool = function.class_name is not None and "pool" in function.class_name.lower()
            if poolish or in_pool:
                key = next((a.value for a in op.args if a.keyword is None and a.value), None)
                if key is not None and (plain == "pop" or (plain == "get" and not key.startswith("="))):
                    self.left_alone[op] = f"`{verb}` with a key is a look-up"
                    return None
                return Acquisition("weak", None, verb, receiver, reason=f"`{verb}` on what is called a pool")
            self.left_alone[op] = f"`{verb}` alone is no evidence of a pool"
        noun = plain.partition("_")[2]
        if plain.startswith(("get_", "take_", "obtain_", "fetch_", "new_", "pop_")) and noun in self.names(
            "lent-noun"
        ):
            return Acquisition("weak", None, verb, receiver, reason=f"`{verb}` lends by its name")
        return None

    def _factory(self, function: Function, op: Op, name: str) -> Acquisition | None:
        if name.lstrip("_") not in self.names("factory") or self.is_defined(function, op):
            return None
        spec = self.catalogue.spec("sqlalchemy.session") if "ession" in name else None
        return Acquisition(
            "name", spec, name, name, assigns=False, reason=f"`{name}` is a factory by its name"
        )

    def is_defined(self, function: Function, op: Op) -> bool:
        """Whether the called function's definition is in this module or in the same project."""
        assert op.callee is not None
        callee = op.callee
        if callee.method is not None:
            text = self.receiver(function, callee.receiver)
            if root(text) in ("self", "cls") and function.class_name is not None:
                return self.module.method(function.class_name, callee.method) is not None
            origin = self.module.imports.get(root(text), "")
            return origin.startswith(".") or root(text) in self.module.classes
        name = root(callee.path or "")
        scope: Function | None = function
        while scope is not None:
            if name in scope.params:
                return False
            scope = scope.parent
        if name in self.module.definitions or name in self.module.classes:
            return True
        return self.module.imports.get(name, "").startswith(".")

    def is_strong_acquire(self, verb: str) -> bool:
        return verb in self.names("strong-acquire") or verb.startswith(
            ("acquire_", "borrow_", "checkout_", "lease_", "alloc_", "rent_")
        )

    def is_strong_release(self, verb: str) -> bool:
        if verb in self.names("strong-release"):
            return True
        head, _, noun = verb.partition("_")
        return head in ("release", "return", "put", "checkin", "free") and noun in self.names("lent-noun")

    # Releases

    def release(
        self, function: Function, callee: Callee, op: Op, taken: Acquisition, place: int | str
    ) -> Given | None:
        """How calling `callee` with the object at `place` gives it back.

        `place` is "receiver", a position, or a keyword name; `op` carries the other arguments.
        """
        receiver, verb = self.split(function, callee)
        spec = taken.spec
        if place == "receiver":
            return self._self_release(function, taken, verb, op)
        dotted = self.dotted(function, callee)
        for entry in spec.release if spec is not None else ():
            if entry.form == "function" and entry.name in (dotted, verb) and _at(entry, place):
                return Given(entry.mode, entry, _discards(entry, op))
            if entry.form == "arg" and entry.name == verb and _at(entry, place):
                if spec is not None and (spec.strong or self._same_pool(function, taken, receiver)):
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
        plain = verb.lstrip("_")
        same = self._same_pool(function, taken, receiver)
        if taken.evidence == "weak" or (spec is not None and not spec.strong):
            stem = taken.verb.lstrip("_")
            pairs = _WEAK_PAIRS.get(stem, set())
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
            same and place == 0 and head in _GIVING and self.is_strong_acquire(taken.verb.lstrip("_"))
        )
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
        words = _words(_last(receiver).lower())
        named = self.is_poolish(function, receiver) or "connector" in words or "allocator" in words
        if plain in self.names("sole-release") or named:
            return Given("unknown")
        return None

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
            receiver == taken.receiver or _last(receiver) == _last(taken.receiver) != ""
        )

    def _only_object(self, op: Op, place: int | str) -> bool:
        """Whether no key stands before the object: `cache.put(key, value)` files a value."""
        return place == 0 or isinstance(place, str)

    def discards(self, function: Function, callee: Callee, taken: Acquisition) -> bool:
        """Whether the pool is told to throw the object away: no use of it, and no release either."""
        receiver, verb = self.split(function, callee)
        if verb.lstrip("_") not in _DISCARDS or not receiver:
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

    # Deferrals and joins

    def deferral(self, function: Function, op: Op) -> Deferral | None:
        """The catalogue's entry for a call that makes something run later."""
        assert op.callee is not None
        callee = op.callee
        dotted = self.dotted(function, callee)
        if dotted:
            found = self.catalogue.defer_by_name.get(dotted)
            if found is not None:
                return found
        if callee.method is None:
            return None
        return self._by_method(function, callee, self.catalogue.defer_by_method.get(callee.method, ()))

    def _by_method(
        self, function: Function, callee: Callee, records: tuple[Deferral, ...]
    ) -> Deferral | None:
        text = self.receiver(function, callee.receiver)
        kind = self.type_of(function, text) if text else ""
        if not kind and callee.receiver:
            kind = self.constructor(function, callee.receiver)
        for record in records:
            if kind and kind in record.types:
                return record
        if kind and not kind.startswith(":") and any(record.types for record in records):
            known = {name for record in self.catalogue.deferrals for name in record.types}
            if kind in known:
                return None
        words = _words(_last(text).lower())
        for record in records:
            if (not record.types and not record.words) or any(word in words for word in record.words):
                return record
        return None

    def constructor(self, function: Function, operand: str) -> str:
        """The dotted name of the call that made the value of a temporary or of a name bound once."""
        op = self.producers(function).get(operand)
        if op is not None and op.kind in ("enter", "await") and op.src:
            op = self.producers(function).get(op.src)
        if op is None or op.callee is None:
            return ""
        return self.dotted(function, op.callee)

    def joins(self, function: Function, op: Op) -> tuple[Join, ...]:
        """The catalogue's joins that a call stands for."""
        assert op.callee is not None
        dotted = self.dotted(function, op.callee)
        if dotted and dotted in self.catalogue.joins_by_name:
            found = self.catalogue.joins_by_name[dotted]
            return tuple(join for join in found if join.when and _has(op, join.when)) or tuple(
                join for join in found if not join.when
            )
        if op.callee.method is not None:
            return self.catalogue.joins_by_method.get(op.callee.method, ())
        return ()

    def manager_is(self, function: Function, op: Op | None, kind: str) -> bool:
        """Whether the manager made by a call is in the list `kind` (by dotted or last name)."""
        if op is None or op.callee is None:
            return False
        names = self.names(kind)
        return (
            self.dotted(function, op.callee) in names or (op.callee.method or op.callee.path or "") in names
        )

    # Raising and not returning

    def ends(self, function: Function, op: Op) -> bool:
        """Whether a call never returns."""
        assert op.callee is not None
        callee = op.callee
        if callee.method is None:
            dotted = self.dotted(function, callee)
            return dotted in self.names("noreturn") and root(callee.path or "") not in self.module.definitions
        if callee.method in self.names("noreturn-method"):
            return last_name(callee.receiver) in self.names("noreturn-receiver") and (
                callee.receiver != "self" or callee.method in ("fail", "skipTest")
            )
        return self.dotted(function, callee) in self.names("noreturn")

    def is_quiet(self, function: Function, op: Op) -> bool:
        """Whether a call is taken not to raise: builtins on plain values, logging, bookkeeping."""
        assert op.callee is not None
        callee = op.callee
        if callee.method is not None:
            if callee.method in self.names("quiet-method") or self.is_logging(callee):
                return True
        if (callee.path or callee.method or "").endswith(("Error", "Exception", "Warning")):
            return True  # making an exception is not raising it
        dotted = self.dotted(function, callee)
        return bool(dotted) and dotted in self.names("quiet")

    def is_logging(self, callee: Callee) -> bool:
        """Whether a call writes to a log."""
        return callee.method in self.names("logging-method") and last_name(callee.receiver) in self.names(
            "logging-receiver"
        )

    def is_sending(self, function: Function, callee: Callee, place: int | str) -> bool:
        """Whether a call sends its first argument to a queue or channel that is not the pool."""
        if callee.method not in ("put", "put_nowait", "send", "send_nowait") or place != 0:
            return False
        text = self.receiver(function, callee.receiver)
        if self.is_poolish(function, text):
            return False
        words = _words(_last(text).lower())
        if any(word in words for word in self.names("not-send-word")):
            return False
        kind = self.type_of(function, text)
        if kind.startswith("multiprocessing"):
            return False
        if kind.endswith("Queue") or any(word in words for word in self.names("send-word")):
            return True
        return False


@lru_cache(maxsize=4096)
def _words(name: str) -> frozenset[str]:
    parts = [part for part in re.split(r"[_\W\d]+", name) if part]
    return frozenset([*parts, *(part[:-1] for part in parts if part.endswith("s")), "".join(parts)])


def _last(text: str) -> str:
    """The last name of a receiver text, calls and items taken off."""
    return (
        text.split("(")[0].split("[")[0].rpartition(".")[2]
        if "(" not in text
        else text.rpartition("(")[0].rpartition(".")[2]
    )


@lru_cache(maxsize=4096)
def has_pool_word(text: str) -> bool:
    """Whether the last name of a receiver speaks of an object pool."""
    name = _last(text).lower()
    if "pool" not in name:
        return False
    return not any(
        word in name
        for word in ("thread", "process", "worker", "executor", "spool", "task_pool", "greenpool")
    )


def _is_container(verb: str) -> bool:
    return verb in ("items", "values", "keys", "copy", "all", "filter")


def _prefixes(dotted: str) -> list[str]:
    parts = dotted.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]


def _entry(spec: PoolSpec, verb: str, form: str, op: Op) -> Acquire | None:
    for entry in spec.acquire:
        if entry.name == verb and not entry.function and form in entry.forms and _has(op, entry.when):
            return entry
    return None


def _has(op: Op, when: str | None) -> bool:
    """Whether the call carries the keyword argument `name=value`."""
    if not when:
        return True
    name, _, value = when.partition("=")
    return any(arg.keyword == name and arg.value == f"={value}" for arg in op.args)


def _at(entry: Release, place: int | str) -> bool:
    return place == entry.arg or (
        isinstance(place, str) and (entry.keyword is None or place == entry.keyword)
    )


def _discards(entry: Release, op: Op) -> bool:
    return entry.discard or (entry.discard_when is not None and _has(op, entry.discard_when))


def _of(
    evidence: Evidence, spec: PoolSpec, entry: Acquire, receiver: str, verb: str, reason: str
) -> Acquisition:
    awaits = {"await": True, "sync": False, "either": None}[entry.mode]
    return Acquisition(
        evidence,
        spec,
        verb,
        receiver,
        awaits,
        entry.tuple_index,
        "assign" in entry.forms,
        "with" in entry.forms,
        reason,
    )


def _agree(specs: list[PoolSpec]) -> bool:
    """Whether several entries say the same of what a rule asks."""
    first = specs[0]
    return all(
        (spec.use_after_release, spec.double_release) == (first.use_after_release, first.double_release)
        and {(r.form, r.name, r.mode) for r in spec.release}
        == {(r.form, r.name, r.mode) for r in first.release}
        for spec in specs
    )
