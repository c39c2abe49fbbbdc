"""Acquisitions: which calls take an object out of a pool."""

from __future__ import annotations

import re

from poollint.catalogue import Acquire, PoolSpec, Release
from poollint.ir import Function, Op, root
from poollint.names import canonical, plain_verb
from poollint.recognise.evidence import (
    WEAK_PAIRS,
    Acquisition,
    Evidence,
    entry_of,
    has_argument,
    has_pool_word,
    last_of,
    words_of,
)
from poollint.recognise.idle import IdleLists

_NOT_LENT = frozenset(
    {"lock", "locks", "submit", "map", "apply", "apply_async", "imap", "starmap", "transaction_lock"}
)

# What a pool lends may be a proxy, whose `close` gives back, or the thing itself: it is gone either way.
_POOLED = PoolSpec(
    "pooled",
    "",
    "connection",
    release=(Release("self", "close"), Release("self", "release"), Release("with")),
    use_after_release="raises",
    double_release="noop",
    collected=True,
)

_CONNECTING = frozenset({"connect", "connection", "get"})

# In a `with` these lend for the block whatever their receiver; `with getconn()` may be a transaction.
_SCOPED = frozenset({"acquire", "borrow", "check_out", "checkout", "lease", "lend", "rent"})


class Acquisitions(IdleLists):
    """Mixin: `acquisition` says what a call takes out, and why."""

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
        made = self._session_maker(function, op, verb, form)
        if made is not None:
            return made
        if op.callee.method is None and not receiver:
            called = self._by_call(function, op, verb, form)
            if called is not None:
                return called
            if managed:
                return self._factory(function, op, verb)
            return self.by_pair(function, op, "", verb) or self._closed_factory(function, op, verb)
        if self._is_factory(function, receiver, verb):
            called = self._by_call(function, op, f"{receiver}.{verb}", form)
            if called is not None:
                return called
        specs = self.specs(function, receiver)
        if any(spec.negative for spec in specs):
            self.left_alone[op] = next(s.reason or "no object pool" for s in specs if s.negative)
            return None
        if self.is_denied(function, receiver):
            self.left_alone[op] = f"`{receiver}` is a lock, a mock or taken out by the settings"
            return None
        first = root(receiver)
        if verb in ("pop", "popleft") and first in function.locals and first not in function.params:
            self.left_alone[op] = "a container made in this function is not where others take from"
            return None
        for spec in specs:
            entry = entry_of(spec, verb, form, op)
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
                    entry = entry_of(spec, verb, form, op)
                    if entry is not None:
                        return _of("config", spec, entry, receiver, verb, f"settings name `{verb}`")
        imported = self._by_import(function, receiver, verb, form, op) or self._by_name(
            function, receiver, verb, form, op
        )
        if imported is not None:
            return imported
        found = self._by_shape(function, op, receiver, verb, managed, bool(specs))
        if found is not None or managed or specs:
            return found
        return self.by_pair(function, op, receiver, verb)

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
                    and has_argument(op, entry.when)
                ):
                    evidence: Evidence = "config" if spec.user else "type"
                    return _of(
                        evidence, spec, entry, dotted or last, last, f"{entry.name} is in the catalogue"
                    )
        return None

    def _session_maker(self, function: Function, op: Op, name: str, form: str) -> Acquisition | None:
        """`self._sessionmaker()` where its library is imported, or what it makes is closed: a session."""
        assert op.callee is not None
        plain = plain_verb(name)
        if form == "with" or "awaited" in op.flags:
            return None
        closing = self._closing(function, op)
        used = plain == "Session" and closing is not None and self._is_used_as_session(function, op, plain)
        named = used or plain.endswith("SessionLocal")
        if plain not in self.names("factory") and not used:
            return None
        if not (named or plain.endswith(self._session_makers)):
            return None
        if not (named or "sqlalchemy" in self.imported or closing is not None):
            return None
        if self.is_defined(function, op) or self.type_of(function, op.callee.text):
            return None
        spec = self.mapper_session(function.is_async if closing is None else "awaited" in closing.flags)
        reason = f"`{name}` makes sessions by its name"
        evidence: Evidence = "name" if closing is None else "shape"
        return Acquisition(evidence, spec, "__call__", name, awaits=False, reason=reason)

    @property
    def _session_makers(self) -> tuple[str, ...]:
        return tuple(self.names("session-maker"))

    def _closed_factory(self, function: Function, op: Op, name: str) -> Acquisition | None:
        """A connection from a factory by its name, which this function closes: `conn = get_connection()`."""
        plain = plain_verb(name)
        if plain not in self.names("factory") or not plain.endswith(("conn", "connection")):
            return None
        if "with" in op.flags or not self._is_closed_alone(function, op) or self.is_defined(function, op):
            return None
        origin = self.module.imports.get(name, "").lower().rpartition(".")[0]
        of_database = self.names("database-word") | self.names("connection-module")
        if origin and words_of(origin.replace(".", "_")).isdisjoint(of_database):
            return None  # `django.core.mail.get_connection`
        return Acquisition("shape", _POOLED, name, name, reason=f"`{name}` is a factory by its name")

    def _is_factory(self, function: Function, receiver: str, verb: str) -> bool:
        """Whether what is called is an attribute of `self` or of a module that makes objects by its type."""
        if receiver not in ("self", "cls") and receiver not in self.module.imports:
            return False
        facts = self.module.classes.get(function.class_name or "") if receiver in ("self", "cls") else None
        if facts is not None and verb in facts.methods:
            return False
        # The answer is one for a class, and asked for each of its calls.
        name = (function.class_name, f"{receiver}.{verb}")
        if name not in self._factories:
            self._factories[name] = bool(self.specs(function, name[1]))
        return self._factories[name]

    def _by_call(self, function: Function, op: Op, name: str, form: str) -> Acquisition | None:
        """`Session()` where `Session = sessionmaker(...)`, or `self.session()`: the pool itself is called."""
        specs = self.specs(function, name)
        maker = self.producers(function).get(name) if name.startswith("%") else None
        if maker is not None and maker.callee is not None and maker.kind == "call":
            # `sessionmaker(bind=engine)()`: the factory is called where it is made.
            specs = self.catalogue.specs_for_type(self.dotted(function, maker.callee), False)
        made = canonical(name, self.module.imports)
        for spec in specs:
            entry = entry_of(spec, "__call__", form, op)
            if entry is not None and not spec.negative and made not in spec.types:
                return _of("type", spec, entry, name, "__call__", f"`{name}` is {spec.types[0]}")
        return None

    def _by_import(
        self, function: Function, receiver: str, verb: str, form: str, op: Op
    ) -> Acquisition | None:
        # The last word says what a thing is, here as in the filter: an `engine_conn` is no engine.
        words = words_of(last_of(receiver).lower().strip("_0123456789").rpartition("_")[2])
        found: list[tuple[PoolSpec, Acquire]] = []
        for spec in self.imported_specs:
            if not spec.strong or spec.needs_word:
                continue
            named = has_pool_word(receiver) or not words.isdisjoint(spec.hints)
            if not named or not self.is_plain(function, receiver):
                continue
            entry = entry_of(spec, verb, form, op)
            if entry is not None:
                found.append((spec, entry))
        if len(found) > 1:
            found = [(spec, entry) for spec, entry in found if _is_written_as(op, entry, form)] or found
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

    def _by_name(self, function: Function, receiver: str, verb: str, form: str, op: Op) -> Acquisition | None:
        """`async with session.get(url)`: the receiver is called what the library's users call it."""
        words = words_of(last_of(receiver).lower())
        last = words_of(last_of(receiver).lower().strip("_0123456789").rpartition("_")[2])
        in_block = form == "with"
        is_async = "async" in op.flags
        is_named = not in_block and not last.isdisjoint(self.catalogue.block_receivers)
        closing = self._closing(function, op) if is_named else None
        in_blocks = self.catalogue.named_in_blocks if in_block or closing is not None else ()
        specs = (*self.imported_specs, *in_blocks)
        if any(argument.keyword is not None for argument in op.args):
            specs = (*specs, *self.catalogue.named_by_keyword)
        for spec in specs:
            named = words & spec.receivers or (spec in in_blocks and last & spec.block_receivers)
            if not named or self.type_of(function, receiver):
                continue
            entry = entry_of(spec, verb, form, op)
            if entry is not None and entry.when is None and spec not in (*self.imported_specs, *in_blocks):
                continue
            fits = entry is not None and (
                _opens(spec, entry) is is_async if in_block else _is_written_as(op, entry, form)
            )
            if entry is not None and fits:
                evidence: Evidence = "name" if closing is None else "shape"
                return _of(evidence, spec, entry, receiver, verb, f"`{receiver}.{verb}` reads as {spec.id}")
        return None

    def is_plain(self, function: Function, receiver: str) -> bool:
        """Whether nothing is known of the receiver that speaks against guessing by its name."""
        kind = self.type_of(function, receiver)
        return not kind.startswith(":")

    def _by_shape(
        self, function: Function, op: Op, receiver: str, verb: str, managed: bool, typed: bool
    ) -> Acquisition | None:
        plain = plain_verb(verb)
        strong = self.is_strong_acquire(plain)
        poolish = self.is_poolish(function, receiver)
        if managed:
            if (
                poolish
                and plain not in _NOT_LENT
                and not plain[:1].isupper()  # a class: what is called makes something
                and not typed
                and not _is_container(plain)
                and not self._block_ends_transaction(verb)
            ):
                return Acquisition(
                    "shape", None, verb, receiver, assigns=False, reason=f"`{receiver}` is called a pool"
                )
            made = self._factory(function, op, plain)
            if made is not None:
                return made
            guessed = plain in _SCOPED and "pool" not in last_of(receiver).lower() and not typed
            if guessed and not self.is_defined(function, op) and self.is_plain(function, receiver):
                reason = f"`{verb}` lends for the block by its name"
                return Acquisition("shape", None, verb, receiver, assigns=False, reason=reason)
            if strong:
                self.left_alone[op] = "the end of a `with` is a release only where the pool is known"
            return None
        if strong:
            # A pool that closes what its own method gives has books to keep: that is its inside.
            outside = poolish and receiver not in ("self", "cls")
            spec = _POOLED if outside and self._is_closed_alone(function, op) else None
            return Acquisition("shape", spec, verb, receiver, reason=f"`{verb}` lends by its name")
        if poolish and plain in self.names("pool-take") and self._takes_back(receiver):
            return Acquisition("shape", None, verb, receiver, reason=f"`{receiver}` takes back what it lends")
        closes = plain in _CONNECTING and poolish and not op.args and receiver not in ("self", "cls")
        if closes and self._is_closed_alone(function, op):
            return Acquisition("shape", _POOLED, verb, receiver, reason=f"what `{verb}` gives is closed")
        if plain in WEAK_PAIRS:
            if (
                any(arg.keyword is None and arg.value and not arg.value.startswith("=") for arg in op.args)
                and not poolish
            ):
                return None
            owner = (function.class_name or "").lower()
            in_pool = "pool" in owner and receiver.startswith("self.") and receiver.count(".") == 1
            is_lent = not (poolish or in_pool) and self._is_lent(function, op, receiver, plain)
            if is_lent:
                return Acquisition(
                    "weak", None, verb, receiver, reason=f"`{receiver}` gets it back after use"
                )
            is_idle = self.is_idle_list(function, receiver, op) and not self._is_passed_round(
                function, op, receiver, plain
            )
            if poolish or in_pool or is_idle:
                key = next((a.value for a in op.args if a.keyword is None and a.value), None)
                if (
                    key is not None
                    and (plain == "pop" or (plain == "get" and not key.startswith("=")) or _is_text(key))
                    and not (plain == "get" and poolish and self._is_put_back(function, op, receiver))
                ):
                    self.left_alone[op] = f"`{verb}` with a key is a look-up"
                    return None
                why = "a list of idle objects" if is_idle else "a pool"
                return Acquisition("weak", None, verb, receiver, reason=f"`{verb}` on what is called {why}")
            self.left_alone[op] = f"`{verb}` alone is no evidence of a pool"
        noun = plain.partition("_")[2]
        if plain.startswith(("get_", "take_", "obtain_", "fetch_", "new_", "pop_")) and noun in self.names(
            "lent-noun"
        ):
            return Acquisition("weak", None, verb, receiver, reason=f"`{verb}` lends by its name")
        return None

    def _takes_back(self, receiver: str) -> bool:
        """Whether anything in the module is given back to a pool of this name, by a verb that says so."""
        last = last_of(receiver)
        if last not in self._given_back:
            calls = re.finditer(rf"\b{re.escape(last)}\.(\w+)\(", self.module.source.text)
            self._given_back[last] = any(self.is_strong_release(plain_verb(call[1])) for call in calls)
        return self._given_back[last]

    def _is_put_back(self, function: Function, op: Op, receiver: str) -> bool:
        """Whether what was got with an argument is put back without one: then that is a size, and no key."""
        return self._puts(function, self.bound(function, op), receiver, "get") is not None

    def _is_lent(self, function: Function, op: Op, receiver: str, verb: str) -> bool:
        """Whether what a queue gives is called what pools lend, is used, and goes back into the same queue.

        What goes back at once is only passed round.
        """
        if verb not in ("get", "get_nowait") or any(arg.keyword is None for arg in op.args):
            return False
        names = self.bound(function, op)
        if not any(words_of((name or "").lower()) & self.names("lent-noun") for name in names):
            return False
        back = self._puts(function, names, receiver, verb)
        return back is not None and self._is_used_before(function, op, names, back)

    def _is_passed_round(self, function: Function, op: Op, receiver: str, verb: str) -> bool:
        """Whether what a list gives goes back to its other end at once: then all take turns with it."""
        names = self.bound(function, op)
        back = self._puts(function, names, receiver, verb)
        return back is not None and not self._is_used_before(function, op, names, back)

    def _is_used_before(self, function: Function, op: Op, names: set[str | None], back: Op) -> bool:
        between = function.ops[function.ops.index(op) : function.ops.index(back)]
        return any(
            one.kind == "call"
            and one.callee is not None
            and (one.callee.receiver in names or any(arg.value in names for arg in one.args))
            for one in between
        )

    def _puts(self, function: Function, names: set[str | None], receiver: str, verb: str) -> Op | None:
        """The call that puts one of `names` into `receiver`, by the partner of a verb and without a key."""
        for one in function.ops:
            if one.kind == "call" and one.callee is not None and len(one.args) == 1:
                owner, put = self.split(function, one.callee)
                if one.args[0].value in names and owner == receiver and plain_verb(put) in WEAK_PAIRS[verb]:
                    return one
        return None

    def _block_ends_transaction(self, verb: str) -> bool:
        """Whether the imported library with such a verb lends an object whose `with` gives nothing back."""
        fitting = [spec for spec in self.imported_specs if any(a.name == verb for a in spec.acquire)]
        return bool(fitting) and all(spec.block_ends_transaction for spec in fitting)

    def _factory(self, function: Function, op: Op, name: str) -> Acquisition | None:
        plain = plain_verb(name)
        known = plain in self.names("factory") or self._is_of_database(op, plain)
        if not known and not self._is_used_as_session(function, op, plain):
            return None
        if self.is_defined(function, op):
            return None
        spec = self.mapper_session("async" in op.flags) if "ession" in name else None
        return Acquisition(
            "name", spec, name, name, assigns=False, reason=f"`{name}` is a factory by its name"
        )

    def _is_used_as_session(self, function: Function, op: Op, name: str) -> bool:
        """Whether what only the session of a mapper has is called on `s`: `with Session() as s`."""
        if name not in self.names("database-factory") or op.args:
            return False
        bound = {one.dst for one in function.ops if one.kind == "enter" and one.src == op.dst} | {op.dst}
        bound |= {one.dst for one in function.ops if one.kind == "assign" and one.src in bound}
        asked = self.names("session-method")
        return any(
            one.callee is not None and one.callee.receiver in bound and one.callee.method in asked
            for one in function.ops
        )

    def _is_of_database(self, op: Op, name: str) -> bool:
        """Whether a common name of a factory stands on a database, or comes from a module called like one."""
        assert op.callee is not None
        if name == "begin" and op.callee.method is not None:
            return last_of(op.callee.receiver or "").endswith(self._session_makers)
        if name not in self.names("database-factory"):
            return False
        if op.callee.method is not None:
            where = last_of(op.callee.receiver or "").lower().strip("_").rpartition("_")[2]
        else:
            where = self.module.imports.get(op.callee.path or "", "").lower().rpartition(".")[0]
        return not words_of(where.replace(".", "_")).isdisjoint(self.names("database-word"))

    def _closing(self, function: Function, op: Op) -> Op | None:
        """The call that closes what a call gives, in the same function."""
        names = self.bound(function, op)
        for one in function.ops:
            if one.callee is not None and one.callee.receiver in names and one.callee.method == "close":
                return one
        return None

    def _is_closed_alone(self, function: Function, op: Op) -> bool:
        """Whether the function closes what a pool gives, and passes it to nothing that takes it back."""
        names = self.bound(function, op)
        lender = op.callee.receiver if op.callee is not None else None
        return self._closing(function, op) is not None and not any(
            one.callee is not None
            and any(argument.value in names for argument in one.args)
            and (
                (one.callee.method is not None and one.callee.receiver == lender)
                or self.is_strong_release(plain_verb(one.callee.method or one.callee.path or ""))
            )
            for one in function.ops
        )

    def is_defined(self, function: Function, op: Op) -> bool:
        """Whether the called function's definition is in this module or in the same project."""
        assert op.callee is not None
        callee, module = op.callee, self.module
        if callee.method is not None:
            text = self.receiver(function, callee.receiver)
            if root(text) in ("self", "cls") and function.class_name is not None:
                return self.project.method(module, function.class_name, callee.method) is not None
            return self._is_ours(root(text)) or root(text) in module.classes
        name = root(callee.path or "")
        scope: Function | None = function
        while scope is not None:
            if name in scope.params:
                return False
            scope = scope.parent
        return name in module.definitions or name in module.classes or self._is_ours(name)

    def _is_ours(self, name: str) -> bool:
        """Whether a name of this module is imported from the project, and its definition is there."""
        origin = self.module.imports.get(name, "")
        return bool(origin) and self.project.has(self.module, origin)

    def is_strong_acquire(self, verb: str) -> bool:
        return verb in self.names("strong-acquire") or verb.startswith(
            ("acquire_", "borrow_", "checkout_", "lease_", "alloc_", "rent_")
        )


def _is_written_as(op: Op, entry: Acquire, form: str) -> bool:
    """Whether a call stands under `await` or `async with` as the entry asks."""
    asynchronous = ("async" if form == "with" else "awaited") in op.flags
    return entry.mode == "either" or (entry.mode == "await") is asynchronous


def _opens(spec: PoolSpec, entry: Acquire) -> bool:
    """Whether what an entry lends is entered by an `async with`."""
    ends = [one.mode for one in spec.release if one.form == "with"]
    return entry.mode == "await" or "await" in ends


def _is_text(operand: str) -> bool:
    return operand.startswith(("='", '="', "=b'", '=b"'))


def _is_container(verb: str) -> bool:
    return verb in ("items", "values", "keys", "copy", "all", "filter")


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
