"""The modules of the checked project: from an imported name to what it stands for, through files.

What a name means depends on the importing file and on the files that it reaches, never on which files a run
was given.

A *type* (see `poollint.module`) is settled here: `:Pool` is a class of the asking module, `:Pool@PATH` one of
another file of the project, and any other dotted name belongs to a library.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from poollint.ir import Function, root
from poollint.layout import Layout
from poollint.module import ClassFacts, ModuleFacts
from poollint.names import canonical
from poollint.sketch import Sketches

_MAX_HOPS = 8
"""Re-exports followed for one name."""


class Symbol(NamedTuple):
    """What a name stands for: a function, class, module or value of one file; `kind` is a value's type."""

    sort: Literal["function", "class", "module", "value"]
    module: ModuleFacts
    name: str = ""
    kind: str = ""


class Project:
    """The modules that a run has looked at. `load` reads and indexes a file; None where it can't.

    With `sketches`, files are not read for names that surely are functions or classes.
    """

    def __init__(
        self,
        layout: Layout | None,
        load: Callable[[str], ModuleFacts | None],
        sketches: Sketches | None = None,
    ) -> None:
        self._layout = layout
        self._load = load
        self._sketches = sketches
        self._modules: dict[str, ModuleFacts | None] = {}
        self._symbols: dict[tuple[str, str], Symbol | None] = {}

    @property
    def size(self) -> int:
        """The code points of all modules that are kept."""
        return sum(len(module.source.text) for module in self._modules.values() if module is not None)

    def put(self, module: ModuleFacts) -> None:
        """Take `module` for what stands at its path, whatever the file there says."""
        if self._modules.get(module.path) not in (None, module):
            self._symbols.clear()
        self._modules[module.path] = module

    def module(self, path: str) -> ModuleFacts | None:
        """The module in the file at the absolute `path`."""
        if path not in self._modules:
            self._modules[path] = None  # while it loads
            self._modules[path] = self._load(path)
        return self._modules[path]

    def known(self, path: str) -> ModuleFacts | None:
        """The module at `path` if it has been looked at already."""
        return self._modules.get(path)

    # Names

    def symbol(self, module: ModuleFacts, dotted: str, hops: int = _MAX_HOPS) -> Symbol | None:
        """What the canonical name `dotted` of `module` stands for, if that is in the project."""
        if self._layout is None or hops <= 0:
            return None
        if hops < _MAX_HOPS:
            return self._symbol(module, dotted, hops)
        key = (module.path, dotted)
        if key not in self._symbols:
            self._symbols[key] = self._symbol(module, dotted, hops)
        return self._symbols[key]

    def _symbol(self, module: ModuleFacts, dotted: str, hops: int) -> Symbol | None:
        assert self._layout is not None
        place = self._sketches.place(module.path, dotted) if self._sketches is not None else None
        if place is not None:  # no file on the way is read
            target = self.module(place[0]) if place[1] else None
            return self.inside(target, tuple(place[1].split(".")), hops - 1) if target is not None else None
        found = self._layout.find(module.path, dotted)
        if found is None:
            return None
        target = self.module(found[0])
        if target is None:
            return None
        return self.inside(target, found[1], hops - 1)

    def inside(self, module: ModuleFacts, names: tuple[str, ...], hops: int = _MAX_HOPS) -> Symbol | None:
        """What the attribute chain `names` of a module stands for."""
        if not names:
            return Symbol("module", module)
        first, rest = names[0], names[1:]
        if first in module.classes:
            return self._member(module, first, rest, hops)
        if first in module.definitions:
            return Symbol("function", module, first) if not rest else None
        if first in module.globals:
            return self._part(module, module.globals[first], rest, hops)
        if first in module.imports:
            return self.symbol(module, ".".join((module.imports[first], *rest)), hops)
        if module.is_package and self._layout is not None:
            found = self._layout.find(module.path, "." + ".".join(names))
            target = self.module(found[0]) if found is not None and found[0] != module.path else None
            if found is not None and target is not None:
                return self.inside(target, found[1], hops)
        for origin in module.stars:
            dotted = ".".join((origin, *names)) if origin.strip(".") else origin + ".".join(names)
            symbol = self.symbol(module, dotted, hops)
            if symbol is not None:
                return symbol
        return None

    def _member(
        self, module: ModuleFacts, class_name: str, names: tuple[str, ...], hops: int
    ) -> Symbol | None:
        """What the attribute chain `names` of a class, or of an object of it, stands for."""
        if not names:
            return Symbol("class", module, class_name)
        first, rest = names[0], names[1:]
        method = self.method(module, class_name, first)
        if method is not None and not rest:
            owner, qualname = method
            if first not in owner.classes[qualname.rpartition(".")[0]].attributes:
                return Symbol("function", owner, qualname)
        for owner, facts in self.lineage(module, class_name):
            if first in facts.attributes:
                return self._part(owner, facts.attributes[first], rest, hops)
        return None

    def _part(self, module: ModuleFacts, kind: str, names: tuple[str, ...], hops: int) -> Symbol | None:
        if not names:
            return Symbol("value", module, kind=self.settle(module, kind, hops - 1))
        found = self.class_of(module, kind, hops - 1)
        return self._member(found[0], found[1].name, names, hops) if found is not None else None

    def bound(self, module: ModuleFacts, dotted: str) -> tuple[ModuleFacts, ast.expr] | None:
        """The expression that a name at the top of a module is bound to, and the module where it stands."""
        value = module.bound(dotted)
        if value is not None:
            return module, value
        if root(dotted) not in module.imports:
            return None
        symbol = self.symbol(module, canonical(dotted, module.imports))
        if symbol is None or symbol.sort != "value":
            return None
        value = symbol.module.bound(canonical(dotted, module.imports).rpartition(".")[2])
        return (symbol.module, value) if value is not None else None

    # Classes

    def class_of(
        self, module: ModuleFacts, kind: str, hops: int = _MAX_HOPS
    ) -> tuple[ModuleFacts, ClassFacts] | None:
        """The class of the project that a type of `module` names."""
        kind = self.settle(module, kind, hops)
        if not kind.startswith(":"):
            return None
        name, _, path = kind[1:].partition("@")
        owner = self.module(path) if path else module
        facts = owner.classes.get(name) if owner is not None else None
        return (owner, facts) if owner is not None and facts is not None else None

    def ancestry(self, module: ModuleFacts, class_name: str) -> list[tuple[ModuleFacts, ClassFacts]]:
        """A class and its bases, as far as they lie in the project, nearest first."""
        return list(self.lineage(module, class_name))

    def lineage(
        self, module: ModuleFacts, class_name: str, *, own: bool = False
    ) -> Iterator[tuple[ModuleFacts, ClassFacts]]:
        """`ancestry`, one by one: no file is read for a base before it is asked for.

        With `own`, it ends where only bases in other files are left.
        """
        found: list[ClassFacts] = []
        pending = [(module, class_name)]
        while pending and len(found) < 30:
            if own and not any(owner is module and name in module.classes for owner, name in pending):
                return
            owner, name = pending.pop(0)
            if name not in owner.classes:
                symbol = self.symbol(owner, name)
                if symbol is None or symbol.sort != "class":
                    continue
                owner, name = symbol.module, symbol.name
            facts = owner.classes.get(name)
            if facts is None or any(facts is other for other in found):
                continue
            found.append(facts)
            yield owner, facts
            pending.extend((owner, base) for base in facts.bases)

    def method(self, module: ModuleFacts, class_name: str, name: str) -> tuple[ModuleFacts, str] | None:
        """(module, qualified name) of a method, looked up along the bases."""
        for owner, facts in self.lineage(module, class_name):
            if name in facts.methods:
                return owner, facts.methods[name]
        return None

    # Types

    def settle(self, module: ModuleFacts, kind: str, hops: int = _MAX_HOPS) -> str:
        """The type behind a type: a class of the project, or what belongs to a library."""
        if not kind or kind.startswith(":") or hops <= 0:
            return kind
        name = kind.rstrip("()[]")
        symbol = self.symbol(module, name, hops) if name == kind else None
        if symbol is None:
            return kind
        if symbol.sort == "class":
            return self._seen_from(module, symbol.module, f":{symbol.name}")
        if symbol.sort == "function":
            inner = symbol.module.return_type(symbol.name)
            return self._seen_from(module, symbol.module, self.settle(symbol.module, inner, hops - 1))
        if symbol.sort == "value" and symbol.kind:
            # What is named here has been called, unless it is an attribute of an object.
            owner = self.symbol(module, name.rpartition(".")[0]) if "." in name else None
            called = owner is None or owner.sort != "class"
            return self._seen_from(module, symbol.module, symbol.kind + ("()" if called else ""))
        return ""

    def outside(self, module: ModuleFacts, kind: str) -> tuple[str, ...] | None:
        """The types of other libraries behind a type, where that can be told without parsing; else None."""
        if self._sketches is None or not kind or kind.endswith(("()", "[]")) or "@" in kind:
            return None
        if not kind.startswith(":"):
            return self._sketches.outside(module.path, kind)
        found: dict[str, None] = {}
        for name in module.class_types(kind[1:]):
            if not name.startswith(":"):
                inherited = self._sketches.outside(module.path, name) if name else ()
                if inherited is None:
                    return None
                found.update(dict.fromkeys((name, *inherited)))
        return tuple(found)

    def has(self, module: ModuleFacts, dotted: str) -> bool:
        """Whether the canonical name `dotted` of `module` stands for something in the project."""
        if self._sketches is not None and (sort := self._sketches.sort(module.path, dotted)):
            return sort != "none"
        return self.symbol(module, dotted) is not None

    def type_of(self, module: ModuleFacts, function: Function, path: str) -> str:
        """The settled type of what `path` holds in `function`, the empty string where it is unknown."""
        kind = module.type_of(function, path)
        if kind:
            return self.settle(module, kind)
        first = root(path)
        if first not in module.imports or _is_bound(function, first):
            return ""
        name = canonical(path, module.imports)
        if self._sketches is not None and not self._sketches.may_be_value(module.path, name):
            return ""
        symbol = self.symbol(module, name)
        if symbol is None or symbol.sort != "value":
            return ""
        return self._seen_from(module, symbol.module, symbol.kind)

    def types(self, module: ModuleFacts, kind: str) -> tuple[str, ...]:
        """A type and everything that it is derived from."""
        found = self.class_of(module, kind) if kind.startswith(":") else None
        if found is None:
            return (kind,)
        names: list[str] = []
        for owner, facts in self.ancestry(found[0], found[1].name):
            names.append(self._seen_from(module, owner, f":{facts.name}"))
            names.extend(base for base in facts.bases if base not in owner.classes)
        return tuple(dict.fromkeys(names))

    def _seen_from(self, module: ModuleFacts, owner: ModuleFacts, kind: str) -> str:
        if not kind.startswith(":"):
            return kind
        name, _, path = kind.partition("@")
        path = path or owner.path
        return name if path == module.path else f"{name}@{path}"


def _is_bound(function: Function, name: str) -> bool:
    """Whether a local of `function`, or of one around it, stands before a name of the module."""
    scope: Function | None = function
    while scope is not None and scope.kind != "module":
        if name in scope.locals and name not in scope.imported:
            return True
        scope = scope.parent
    return False
