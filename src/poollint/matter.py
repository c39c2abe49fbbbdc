"""Which definitions of a module are worth lowering: a look at their text alone.

Only what may take something out, give something back, or call what does is followed. A common verb (`.get(`,
`.close(`) counts where the file gives it a meaning (see `poollint.sieve`), or where something is taken out in
the same class or on the module's level: there it may give that back.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Callable, Iterator
from functools import cached_property

from poollint.catalogue import Catalogue
from poollint.module import ModuleFacts

_CALLED = re.compile(r"(?<!def )(\.?\b[A-Za-z_]\w*)\s*\(")
_ABOVE = re.compile(r"\.__(?:a?enter|a?exit|init|call)__\s*\(")
_BUILT_IN = frozenset(dir(builtins))


class Matter:
    """The look, for the modules of one project.

    `lending` gives the names of the functions, of the module at a path or seen by it, that may lend or take
    back.
    """

    def __init__(self, catalogue: Catalogue, lending: Callable[[str], frozenset[str]]) -> None:
        self._catalogue = catalogue
        self._lending = lending
        self._modules: dict[str, tuple[ModuleFacts, _Look]] = {}

    def definition(self, module: ModuleFacts, qualname: str) -> bool:
        """Whether anything may be taken out or given back in a function of `module`."""
        return self._look(module).matters(qualname)

    def lender(self, module: ModuleFacts, qualname: str) -> bool:
        """Whether anything may be taken out in a function of `module`."""
        return self._look(module).lends(qualname)

    def body(self, module: ModuleFacts) -> bool:
        """Whether anything may be taken out or given back by statements outside functions and classes."""
        return self._look(module).body

    def _look(self, module: ModuleFacts) -> _Look:
        known = self._modules.get(module.path)
        if known is None or known[0] is not module:
            instances = {name.rpartition(".")[2] for name, kind in module.globals.items() if kind}
            names = self._functions | instances | self._lending(module.path)
            look = _Look(module, frozenset(names), self._catalogue)
            known = self._modules[module.path] = (module, look)
        return known[1]

    @cached_property
    def _functions(self) -> frozenset[str]:
        """The functions that lend or take back by the catalogue, whatever a file imports."""
        user = [spec for spec in self._catalogue.pools if spec.user]
        lending = {entry.name for spec in user for entry in spec.acquire}
        taking = {entry.name for spec in user for entry in spec.release if entry.name}
        return self._catalogue.names("factory") | {name.rpartition(".")[2] for name in lending | taking}


class _Look:
    """The definitions of one module; `names` are what matters where it is called."""

    def __init__(self, module: ModuleFacts, names: frozenset[str], catalogue: Catalogue) -> None:
        self._module = module
        self._names = names
        plain = names if module.stars else {name for name in names if self._may_be_ours(module, name)}
        self._called = frozenset({*plain, *(f".{name}" for name in names)})
        self._catalogue = catalogue
        self._company = catalogue.sieve.company(module.source.text.encode())
        self._lends: dict[str, bool] = {}

    @staticmethod
    def _may_be_ours(module: ModuleFacts, name: str) -> bool:
        """Whether a name that is called may stand for something else than what Python has under it."""
        bound = name in module.definitions or name in module.imports or name in module.globals
        return bound or name not in _BUILT_IN

    def matters(self, qualname: str) -> bool:
        if self.lends(qualname):
            return True
        if not (self._company.is_poolish or self.body):
            owner = self._module.definitions[qualname][1]
            if owner is None or not any(map(self.lends, self._module.classes[owner].methods.values())):
                return False
        return self._catalogue.candidate_pattern().search(self._text(qualname).encode()) is not None

    def lends(self, qualname: str) -> bool:
        found = self._lends.get(qualname)
        if found is None:
            text = self._text(qualname)
            found = self._lends[qualname] = self._takes(text) or self._is_passed_up(qualname, text)
        return found

    def _is_passed_up(self, qualname: str, text: str) -> bool:
        """Whether a method calls a special one of a class that matters where it is named."""
        owner = self._module.definitions[qualname][1]
        if owner is None or _ABOVE.search(text) is None:
            return False
        bases = {base.rpartition(".")[2].lstrip(":") for base in self._module.class_types(owner)}
        return not self._names.isdisjoint(bases)

    @cached_property
    def body(self) -> bool:
        """Whether the module's own statements may take out or give back."""
        factories = self._catalogue.names("factory")
        return any(
            any(name in text for name in factories) or self._takes(text, called=False)
            for text in self._statements()
        )

    def _statements(self) -> Iterator[str]:
        for statement in self._module.source.tree.body:
            if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield self._module.source.lines(statement)

    def _text(self, qualname: str) -> str:
        return self._module.source.lines(self._module.definitions[qualname][0])

    def _takes(self, text: str, called: bool = True) -> bool:
        if called and not self._called.isdisjoint(_CALLED.findall(text)):
            return True
        data = text.encode()
        if self._catalogue.sieve.may_take(data, self._company):
            return True
        return self._company.is_poolish and self._catalogue.acquiring_pattern().search(data) is not None
