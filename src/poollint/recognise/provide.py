"""Parameters that a framework fills: which function lends what stands in them, and when it takes it back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from poollint.catalogue import Order, Provider
from poollint.ir import Function
from poollint.module import ModuleFacts
from poollint.names import canonical, dotted
from poollint.recognise.evidence import Acquisition
from poollint.recognise.scope import Scope

_HOPS = 3
"""Names of annotations that are followed for one parameter."""


class Provision(NamedTuple):
    """A parameter with the generator function behind it, as named in `module`, and the orders that fit."""

    param: str
    module: ModuleFacts
    lender: str
    provider: Provider
    orders: tuple[Order, ...]


class Provided(Scope):
    """Mixin: `provisions` says what a framework gives a function as its arguments."""

    def provisions(self, function: Function) -> Iterator[Provision]:
        """The parameters of a handler that a framework fills, and takes back when the handler is over."""
        if not function.decorators or not self._frameworks:
            return
        for param in function.params:
            for text in (function.defaults.get(param), function.annotations.get(param)):
                found = self._marked(self.module, _parsed(text), param, _HOPS) if text else None
                if found is not None:
                    if self._handles(function, found.provider):
                        yield found
                    break

    def lent_by_name(self, function: Function, provision: Provision) -> Acquisition | None:
        """What a generator lends whose definition isn't there: by its name, a session of a database."""
        name = provision.lender.rpartition(".")[2]
        if name not in self.names("request-lender"):
            return None
        if self.project.has(provision.module, canonical(provision.lender, provision.module.imports)):
            return None
        kind = function.annotations.get(provision.param, "")
        spec = None
        if "ession" in kind or "ession" in name:
            spec = self.mapper_session("Async" in kind or "async" in name)
        reason = f"`{name}` lends it for the call, by its name"
        return Acquisition("name", spec, name, provision.lender, assigns=False, reason=reason)

    @property
    def _frameworks(self) -> bool:
        """Whether this module imports a framework that fills parameters."""
        return any(provider.library in self.imported for provider in self.catalogue.providers)

    def is_handler(self, decorators: tuple[str, ...]) -> bool:
        """Whether a definition with these decorators may be called by a framework that fills parameters."""
        names = {_verb(decorator) for decorator in decorators} if decorators else set()
        return any(
            provider.library in self.imported and names & provider.handlers
            for provider in self.catalogue.providers
        )

    def _handles(self, function: Function, provider: Provider) -> bool:
        return any(_verb(decorator) in provider.handlers for decorator in function.decorators)

    def _marked(self, module: ModuleFacts, node: ast.expr | None, param: str, hops: int) -> Provision | None:
        """What the default or the annotation of a parameter, written in `module`, says of it."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node = _parsed(node.value)
        if isinstance(node, ast.Call):
            return self._marker(module, node, param)
        if isinstance(node, ast.Subscript):
            if (dotted(node.value) or "").rpartition(".")[2] != "Annotated":
                return None
            parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
            marks = (self._marked(module, part, param, 0) for part in parts if isinstance(part, ast.Call))
            return next((mark for mark in marks if mark is not None), None)
        name = dotted(node)
        if name is None or hops <= 0:
            return None
        bound = self.project.bound(module, name)
        return self._marked(bound[0], bound[1], param, hops - 1) if bound is not None else None

    def _marker(self, module: ModuleFacts, call: ast.Call, param: str) -> Provision | None:
        name = canonical(dotted(call.func) or "", module.imports)
        provider = self.catalogue.provider_by_name.get(name)
        if provider is None:
            return None
        lender = None
        for place in provider.body:
            if place.isdigit() and int(place) < len(call.args):
                lender = lender or dotted(call.args[int(place)])
            lender = lender or next((dotted(k.value) for k in call.keywords if k.arg == place), None)
        if lender is None:
            return None
        given = {f"{keyword.arg}={ast.unparse(keyword.value)}" for keyword in call.keywords}
        special = tuple(order for order in provider.orders if order.when in given)
        plain = tuple(order for order in provider.orders if order.when is None)
        return Provision(param, module, lender, provider, special or plain)


def _verb(decorator: str) -> str:
    return decorator.partition("(")[0].rpartition(".")[2]


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
