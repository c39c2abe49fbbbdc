"""Pairs of functions that lend and take back by their names: `get_buffer()` and `put_buffer(buf)`.

Neither name says anything alone. Together, with what the first gave as the argument of the second, they do;
and where the second is defined in the project, its body must put its argument away.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache

from poollint.ir import Function, Op, root
from poollint.names import canonical, plain_verb
from poollint.recognise.evidence import Acquisition, last_of, words_of
from poollint.recognise.scope import Scope

_SHORT = {
    "buf": "buffer",
    "conn": "connection",
    "ctx": "context",
    "obj": "object",
    "sess": "session",
    "sock": "socket",
}


class Pairs(Scope):
    """Mixin: `by_pair` says whether what a call gives goes back by a call of the other name of a pair."""

    def by_pair(self, function: Function, op: Op, receiver: str, verb: str) -> Acquisition | None:
        """What `op`, a call, takes out, where this function gives it back by the name's counterpart."""
        takes = _half(plain_verb(verb), self._takes)
        if takes is None or "with" in op.flags or self.is_denied(function, receiver):
            return None
        names = self.bound(function, op)
        items = self._items(function, names)
        names = names | set(items)
        words = {word for name in names if name for word in words_of(name.rpartition(".")[2].lower())}
        if not words.isdisjoint(self.names("pair-value")):
            return None
        if not takes[1] and receiver and not self._is_thing(receiver, words):
            return None  # `subnet.allocate(request)`: a record of something, as often as a thing
        for other in function.ops:
            if other.kind != "call" or other.callee is None or not other.args or other is op:
                continue
            argument = other.args[0]
            if argument.value not in names or argument.star:
                continue
            owner, give = self.split(function, other.callee)
            if (
                owner == receiver
                and self.is_pair(verb, give, owner)
                and self._puts_away(function, owner, give)
            ):
                reason = f"`{give}` takes it back"
                index = items.get(argument.value)
                return Acquisition("pair", None, verb, receiver, reason=reason, index=index)
        return None

    def _is_thing(self, receiver: str, words: set[str]) -> bool:
        """Whether what a method without a noun lends is called something that pools lend, or its owner is."""
        nouns = self.names("pair-noun") | self.names("idle-noun") | self.names("lent-noun")
        owner = words_of(last_of(receiver).lower())
        lenders = self.names("memory-word") | {"allocator", "alloc", "pool"}
        return not words.isdisjoint(nouns) or not owner.isdisjoint(lenders)

    def bound(self, function: Function, op: Op) -> set[str | None]:
        """The temporaries and names to which the result of a call is bound."""
        bindings = self.bindings(function)
        names: set[str | None] = {op.dst}
        for _ in range(2):  # `await` or `yield`, and the assignment
            for name in tuple(names):
                names.update(bindings.get(name or "", ()))
        return names - {None}

    def _items(self, function: Function, names: set[str | None]) -> dict[str | None, int]:
        """The names to which items of the result are bound: `conn, cursor = get_conn()`."""
        found: dict[str | None, int] = {}
        for one in function.ops:
            box, bracket, number = (one.src or "").rpartition("[")
            if one.kind == "assign" and bracket and box in names and number[:-1].isdigit():
                found[one.dst] = int(number[:-1])
        return found

    def is_pair(self, take: str, give: str, owner: str) -> bool:
        """Whether two names are those of functions, or of methods of `owner`, that lend and take back."""
        one, other = _half(plain_verb(take), self._takes), _half(plain_verb(give), self._gives)
        if one is None or other is None:
            return False
        (taking, noun), (giving, same) = one, other
        if noun != same or noun in self.names("pair-value") or noun in self.names("lock-word"):
            return False
        if taking in self.names("pair-take") and giving in self.names("pair-give"):
            return True
        if noun:
            return noun in self.names("pair-noun")
        alone = taking in self.names("pair-take-alone") and giving in self.names("pair-give-alone")
        return alone and "pool" in words_of(last_of(owner).lower())

    @property
    def _takes(self) -> frozenset[str]:
        return self.names("pair-take") | self.names("pair-take-weak")

    @property
    def _gives(self) -> frozenset[str]:
        return self.names("pair-give") | self.names("pair-give-weak")

    def _puts_away(self, function: Function, owner: str, name: str) -> bool:
        """Whether a function keeps what it gets, as far as its body can be seen; one that can't be may."""
        body = self._body(function, owner, name)
        if body is None:
            return True
        node, is_method = body
        params = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)][1 if is_method else 0 :][:1]
        return bool(params) and any(
            _keeps(part, params[0], self.names("pair-keep")) for part in ast.walk(node)
        )

    def _body(
        self, function: Function, owner: str, name: str
    ) -> tuple[ast.FunctionDef | ast.AsyncFunctionDef, bool] | None:
        """The definition of a function of the project, and whether it is called on an object."""
        module = self.module
        if owner in ("self", "cls") and function.class_name is not None:
            found = self.project.method(module, function.class_name, name)
            return (found[0].definitions[found[1]][0], True) if found is not None else None
        if not owner and name in module.definitions:
            return module.definitions[name][0], False
        text = f"{owner}.{name}" if owner else name
        if root(text) not in module.imports:
            return None
        symbol = self.project.symbol(module, canonical(text, module.imports))
        if symbol is None or symbol.sort != "function":
            return None
        return symbol.module.definitions[symbol.name][0], False


@lru_cache(maxsize=4096)
def _half(name: str, verbs: frozenset[str]) -> tuple[str, str] | None:
    """The verb and the noun of a name; of several nouns the last one: `get_db_conn` is of a connection."""
    for verb in sorted(verbs, key=len, reverse=True):
        if name == verb:
            return verb, ""
        if name.startswith(verb + "_"):
            noun = name.rpartition("_")[2]
            return verb, _SHORT.get(noun, noun)
    return None


def _keeps(node: ast.AST, name: str, verbs: Iterable[str]) -> bool:
    """Whether a part of a function puts what stands under a name into something that stays."""
    if isinstance(node, ast.Call):
        verb = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return plain_verb(verb) in verbs and any(_is(argument, name) for argument in node.args)
    if isinstance(node, ast.Assign):
        kept = any(isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets)
        return kept and _is(node.value, name)
    return False


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name
