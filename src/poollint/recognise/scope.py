"""Names behind aliases and temporaries, and what the types behind them say of a receiver."""

from __future__ import annotations

import re
from functools import cached_property

from poollint.catalogue import Catalogue, PoolSpec
from poollint.ir import Callee, Function, Op, Operand, root
from poollint.module import ModuleFacts
from poollint.names import canonical
from poollint.project import Project
from poollint.recognise.evidence import Acquisition, has_pool_word, is_lock_name, last_of
from poollint.recognise.given import GivenPools

_GIVES_POOL = re.compile(r"(?i)pool\w*\s*[#,)]")
"""The end of an argument that is called a pool."""


class Scope:
    """The look-ups that all evidence rests on, for one module."""

    def __init__(self, module: ModuleFacts, project: Project, catalogue: Catalogue) -> None:
        self.module = module
        self.project = project
        self.catalogue = catalogue
        self.names = catalogue.names
        self.imported = frozenset(name for dotted in module.imports.values() for name in _prefixes(dotted))
        self.imported_specs = catalogue.specs_for_modules(self.imported)
        self._bindings: dict[Function, dict[str, list[str | None]]] = {}
        self._aliases: dict[Function, dict[str, str]] = {}
        self._producers: dict[Function, dict[str, Op]] = {}
        self._acquisitions: dict[tuple[Op, bool], Acquisition | None] = {}
        self._free_lists: dict[tuple[str, str], bool] = {}
        self._idle: dict[tuple[str, str], bool] = {}
        self._factories: dict[tuple[str | None, str], bool] = {}
        self._given_back: dict[str, bool] = {}
        self._specs: dict[tuple[Function, str], tuple[PoolSpec, ...]] = {}
        self._denied: dict[tuple[Function, str], bool] = {}
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

    def bindings(self, function: Function) -> dict[str, list[str | None]]:
        """The names to which a value is bound by an assignment, an `await` or a `yield`, by its own name."""
        found = self._bindings.get(function)
        if found is None:
            found = self._bindings[function] = {}
            for op in function.ops:
                if op.kind in ("assign", "await", "yield") and op.src:
                    found.setdefault(op.src, []).append(op.dst)
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

    def mapper_session(self, is_async: bool) -> PoolSpec | None:
        """The entry of what a maker of sessions gives that is known by its name alone."""
        return self.catalogue.spec("sqlalchemy.async_session" if is_async else "sqlalchemy.session")

    @cached_property
    def closing_verbs(self) -> frozenset[str]:
        """The methods that close an asynchronous client of a library that this module imports."""
        names = self.names("async-close")
        return frozenset(name.rpartition(".")[2] for name in names if root(name) in self.imported)

    def type_of(self, function: Function, text: str) -> str:
        """The type behind a receiver text."""
        if not text or "(" in text:
            return ""
        return self.project.type_of(self.module, function, text)

    def specs(self, function: Function, text: str) -> tuple[PoolSpec, ...]:
        """Catalogue entries for the type of a receiver; a negative one says that it is surely no pool."""
        found = self._specs.get((function, text))
        if found is None:
            found = self._specs[function, text] = self._specs_of(function, text)
        return found

    def _specs_of(self, function: Function, text: str) -> tuple[PoolSpec, ...]:
        names = self._outside(function, text)
        if names is not None:
            by_name = (self.catalogue.specs_for_type(name, has_pool_word(text)) for name in names)
            return tuple(spec for several in by_name for spec in several)
        kind = self.type_of(function, text)
        if not kind:
            plain = text.replace("[]", "").replace("()", "")
            if "(" in plain or root(plain) not in self.module.imports:
                return ()
            return self.catalogue.specs_for_type(canonical(plain, self.module.imports), has_pool_word(plain))
        found: list[PoolSpec] = []
        for name in self.project.types(self.module, kind):
            found.extend(self.catalogue.specs_for_type(name, has_pool_word(text)))
        return tuple(found)

    def _outside(self, function: Function, text: str) -> tuple[str, ...] | None:
        """The types of libraries behind a receiver, where no other file must be parsed for that."""
        if not text or "(" in text:
            return None
        return self.project.outside(self.module, self.module.type_of(function, text))

    def is_local_class(self, function: Function, text: str) -> bool:
        """Whether the receiver is an object of a class of the project that is called a pool."""
        kind = self.type_of(function, text)
        return kind.startswith(":") and "pool" in kind.partition("@")[0].lower()

    def is_strong_release(self, verb: str) -> bool:
        """Whether a verb gives back by itself, whatever its receiver is called."""
        if verb in self.names("strong-release"):
            return True
        head, _, noun = verb.partition("_")
        how, _, last = noun.rpartition("_")
        nouns = [noun, last] if how in self.names("spoiling-word") else [noun]  # `return_broken_resource`
        lent = {form for one in nouns for form in (one, one.removesuffix("s"))} & self.names("lent-noun")
        return head in ("release", "return", "put", "checkin", "free") and bool(lent)

    def is_poolish(self, function: Function, text: str) -> bool:
        """Whether a receiver may stand for an object pool by its name or its class's name."""
        if self.is_denied(function, text):
            return False
        return (
            has_pool_word(text)
            or self.is_local_class(function, text)
            or self._is_given_pool(function, text)
            or self._is_made_pool(function, text)
        )

    def _is_made_pool(self, function: Function, text: str) -> bool:
        """Whether a local name is bound once, by a call that gives a pool by its name: `pool_for(size)`."""
        made = self.producers(function).get(text)
        if made is not None and made.kind == "await":
            made = self.producers(function).get(made.src or "", made)
        callee = made.callee if made is not None else None
        return callee is not None and has_pool_word(callee.method or callee.path or "")

    @cached_property
    def _given_pools(self) -> GivenPools:
        if _GIVES_POOL.search(self.module.source.text) is None:
            return GivenPools()
        return GivenPools.of(self.module.source.tree)

    def _is_given_pool(self, function: Function, text: str) -> bool:
        """Whether a receiver is a parameter, or an attribute set from one, that callers give a pool."""
        first, _, rest = text.partition(".")
        scope: Function | None = function
        while scope is not None:
            if rest:
                if first == "self" and scope.class_name is not None:
                    return (scope.class_name, rest) in self._given_pools.attributes
            elif first in scope.params:
                return (scope.qualname, first) in self._given_pools.params
            if first in scope.locals:
                return False
            scope = scope.parent
        return False

    def is_denied(self, function: Function, text: str) -> bool:
        """Whether a receiver is surely no object pool: a lock, a pool of workers, taken out by the user."""
        found = self._denied.get((function, text))
        if found is None:
            found = self._denied[function, text] = self._is_surely_none(function, text)
        return found

    def _is_surely_none(self, function: Function, text: str) -> bool:
        if is_lock_name(last_of(text), self.names("lock-word")):
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


def _prefixes(dotted: str) -> list[str]:
    parts = dotted.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]
