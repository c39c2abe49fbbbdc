"""Which definitions of a module are worth lowering: a look at their text alone.

Only what may take something out, give something back, or call what does is followed. The text of the rest
holds no verb of the catalogue and no name of a function that hands on.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cached_property

from poollint.catalogue import Catalogue
from poollint.module import ModuleFacts

_CALLED = re.compile(r"(?<!def )\b([A-Za-z_]\w*)\s*\(")


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
        return self._look(module).matters(qualname, self._catalogue.candidate_pattern())

    def lender(self, module: ModuleFacts, qualname: str) -> bool:
        """Whether anything may be taken out in a function of `module`."""
        return self._look(module).matters(qualname, self._catalogue.acquiring_pattern())

    def body(self, module: ModuleFacts) -> bool:
        """Whether anything may be taken out or given back by statements outside functions and classes."""
        pattern, factories = self._catalogue.candidate_pattern(), self._catalogue.names("factory")
        for statement in module.source.tree.body:
            if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                text = module.source.lines(statement)
                if pattern.search(text.encode()) or any(name in text for name in factories):
                    return True
        return False

    def _look(self, module: ModuleFacts) -> _Look:
        known = self._modules.get(module.path)
        if known is None or known[0] is not module:
            instances = {name.rpartition(".")[2] for name, kind in module.globals.items() if kind}
            names = self._functions | instances | self._lending(module.path)
            known = self._modules[module.path] = (module, _Look(module, frozenset(names)))
        return known[1]

    @cached_property
    def _functions(self) -> frozenset[str]:
        """The functions that lend or take back by the catalogue, by the last part of their names."""
        pools = self._catalogue.pools
        lending = {entry.name for spec in pools for entry in spec.acquire if entry.function}
        taking = {
            entry.name
            for spec in pools
            for entry in spec.release
            if entry.name and (entry.form == "function" or spec.user)
        }
        return self._catalogue.names("factory") | {name.rpartition(".")[2] for name in lending | taking}


class _Look:
    """The definitions of one module; `names` are what matters where it is called."""

    def __init__(self, module: ModuleFacts, names: frozenset[str]) -> None:
        self._module = module
        self._names = names
        self._texts: dict[str, tuple[bytes, bool]] = {}

    def matters(self, qualname: str, pattern: re.Pattern[bytes]) -> bool:
        if qualname not in self._texts:
            text = self._module.source.lines(self._module.definitions[qualname][0])
            self._texts[qualname] = (text.encode(), not self._names.isdisjoint(_CALLED.findall(text)))
        data, calls = self._texts[qualname]
        return calls or pattern.search(data) is not None
