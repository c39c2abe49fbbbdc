"""Where pooled objects go back in real code, found by syntax and the catalogue's verbs alone.

The linter's own recognition takes no part in this: what it fails to recognise must count as missed. A site is
the call, or the end of a `with`, by which an object surely goes back to a pool, and the evidence in the text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from noise_trees import read_toml

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Evidence = Literal["typed", "called a pool", "called like its type", "pair of verbs", "free list"]

WEAK_TAKES = frozenset({"get", "get_nowait", "pop", "popleft", "take"})
WEAK_GIVES = frozenset({"put", "put_nowait", "append", "appendleft", "add", "push"})
NO_OBJECT_POOL = ("thread", "process", "worker", "executor", "spool", "greenpool", "taskpool", "task_pool")
SCOPED = frozenset(
    {"acquire", "acquire_connection", "borrow", "check_out", "checkout", "lease", "lend", "rent"}
)
NOT_LENT = frozenset(
    {"lock", "submit", "map", "apply", "apply_async", "spawn", "items", "values", "keys", "copy"}
)
STANDINS = ("mock", "fake", "stub", "dummy", "patch")


@dataclass(frozen=True)
class Entry:
    """What the planter reads of one entry of the catalogue."""

    id: str
    modules: tuple[str, ...]
    types: frozenset[str]
    hints: tuple[str, ...]
    lends: frozenset[str]
    lends_in_with: frozenset[str]
    takes_back: frozenset[tuple[str, int]]
    object_returns: frozenset[str]
    response: bool
    settles: frozenset[str]
    status: frozenset[str]
    weak: bool
    harmless: bool

    @classmethod
    def of(cls, table: dict[str, Any]) -> Entry:
        lends = [entry for entry in table["acquire"] if "method" in entry and "tuple" not in entry]
        back = table["release"]
        response = table.get("kind") == "response"
        after = table["use_after_release"]
        return cls(
            id=table["id"],
            modules=tuple(table.get("modules", ())),
            types=frozenset(table.get("types", ())),
            hints=tuple(table.get("hints", ())),
            lends=frozenset(entry["method"] for entry in lends if "assign" in entry["forms"]),
            lends_in_with=frozenset(entry["method"] for entry in lends if "with" in entry["forms"]),
            takes_back=frozenset((r["method"], r.get("arg", 0)) for r in back if r["form"] == "arg"),
            object_returns=frozenset(r["method"] for r in back if r["form"] == "self"),
            response=response,
            settles=frozenset(table.get("settles", ())),
            status=frozenset(table.get("status", ())),
            weak=not table.get("strong", True),
            # What a use does after the release is no fault, or depends on more than the text.
            harmless=after == "reconnects" or (response and after in ("mixed", "unknown")),
        )


@dataclass(frozen=True, eq=False)
class Verbs:
    """The catalogue as plain data."""

    entries: tuple[Entry, ...]
    lists: dict[str, frozenset[str]]

    @classmethod
    def load(cls, data: Path) -> Verbs:
        """The verbs of the catalogue's files below `data`, read as TOML and not through the linter."""
        entries = []
        for path in sorted((data / "pools").glob("*.toml")):
            for table in read_toml(path).get("pool", ()):
                if "acquire" in table:
                    entries.append(Entry.of(table))
        lists: dict[str, frozenset[str]] = {}
        for table in read_toml(data / "deferrals.toml").get("names", ()):
            lists[table["kind"]] = lists.get(table["kind"], frozenset()) | frozenset(table["values"])
        return cls(tuple(entries), lists)

    def is_strong_take(self, verb: str) -> bool:
        plain = verb.lstrip("_")
        return plain in self.lists["strong-acquire"] or plain.startswith(("acquire_", "borrow_", "checkout_"))

    def is_strong_give(self, verb: str) -> bool:
        plain = verb.lstrip("_")
        return plain in self.lists["strong-release"]


@dataclass(frozen=True, eq=False)
class Site:
    """One place where an object goes back.

    `statement` is the release, or the `with` whose end it is; `suite` the list in which it stands and `index`
    its place there. `target` is the object as written, `bound` the row where it came in (0: on entry);
    `on_loop` says that the class around it has coroutines.
    """

    function: FunctionNode
    qualname: str
    statement: ast.stmt
    suite: list[ast.stmt]
    index: int
    parents: tuple[ast.AST, ...]
    target: str
    bound: int
    form: Literal["call", "with"]
    holder: Literal["local", "parameter", "attribute", "loop item"]
    evidence: Evidence
    entry: Entry | None
    weak: bool
    on_loop: bool


def dotted(node: ast.AST) -> str:
    """The text of a name or an attribute path; the empty string for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""


def last_name(node: ast.AST) -> str:
    """The last name of an expression: `pool` of `self.pool`, of `pool()` and of `pool[0]`."""
    while isinstance(node, (ast.Call, ast.Subscript, ast.Await)):
        node = node.func if isinstance(node, ast.Call) else node.value
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def says_pool(name: str) -> bool:
    """Whether a name ends in the word for a pool of objects, not of workers: `SocketPool`, `pool_2`."""
    low = name.lower().rstrip("s_0123456789")
    return low.endswith("pool") and not any(word in low for word in NO_OBJECT_POOL)


@lru_cache(maxsize=4096)
def words(name: str) -> frozenset[str]:
    return frozenset(part.lower() for part in re.findall(r"[A-Za-z][a-z]*", name))


def unwrapped(node: ast.AST) -> ast.AST:
    """What stands under `await` and parentheses."""
    while isinstance(node, ast.Await):
        node = node.value
    return node


def shallow(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all below it that runs with it: bodies of nested functions are left out."""
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(
            child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)
        ):
            yield from shallow(child)


class Module:
    """One file: its functions, its imports, and the types of its names as far as single statements tell."""

    def __init__(self, tree: ast.Module, verbs: Verbs) -> None:
        self.verbs = verbs
        self.imports: dict[str, str] = {}
        self.types: dict[tuple[str, str], str] = {}  # (function, class or "", name) -> dotted type
        self.functions: list[tuple[FunctionNode, str, str]] = []
        self.classes: dict[str, ast.ClassDef] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    self.imports[alias.asname or alias.name.partition(".")[0]] = (
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.imports[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"
        self._index(tree, "", "")
        self._collect("", tree.body)

    def _index(self, node: ast.AST, prefix: str, owner: str) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.ClassDef):
                self.classes[child.name] = child
                self._index(child, f"{prefix}{child.name}.", child.name)
            elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
                name = prefix + child.name
                self.functions.append((child, name, owner))
                self._collect(name, child.body, owner)
                arguments = child.args
                for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs):
                    if argument.annotation is not None:
                        self._note(name, owner, ast.Name(argument.arg), argument.annotation)
                self._index(child, f"{name}.", owner)
            else:
                self._index(child, prefix, owner)

    def _collect(self, scope: str, body: list[ast.stmt], owner: str = "") -> None:
        for statement in body:
            for node in shallow(statement):
                if isinstance(node, ast.Assign):
                    for target in node.targets:
                        self._note(scope, owner, target, node.value)
                elif isinstance(node, ast.AnnAssign):
                    self._note(scope, owner, node.target, node.annotation)
                    if node.value is not None:
                        self._note(scope, owner, node.target, node.value)
                elif isinstance(node, (ast.With, ast.AsyncWith)):
                    for item in node.items:
                        if item.optional_vars is not None:
                            self._note(scope, owner, item.optional_vars, item.context_expr)

    def _note(self, scope: str, owner: str, target: ast.AST, value: ast.AST) -> None:
        name = dotted(target)
        kind = self._type_text(value)
        if not name or not kind:
            return
        if name.startswith(("self.", "cls.")) and name.count(".") == 1:
            self.types.setdefault((owner, name), kind)
        else:
            self.types.setdefault((scope, name), kind)

    def _type_text(self, value: ast.AST) -> str:
        """The dotted name of a constructor or annotation, without `Optional[...]`, `| None` and `await`."""
        value = unwrapped(value)
        if isinstance(value, ast.Call):
            return self.canonical(dotted(value.func))
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return self.canonical(value.value) if re.fullmatch(r"[\w.]+", value.value) else ""
        if isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr):
            return self._type_text(value.left)
        if isinstance(value, ast.Subscript):
            inner = self.canonical(dotted(value.value))
            return self._type_text(value.slice) if inner.endswith("Optional") else inner
        return self.canonical(dotted(value))

    def canonical(self, text: str) -> str:
        first, dot, rest = text.partition(".")
        return self.imports.get(first, first) + dot + rest if text else ""

    def type_of(self, node: ast.AST, qualname: str, owner: str) -> str:
        """The type of a name or attribute: from this function, one around it, the class, or the module."""
        name = dotted(node)
        if not name:
            return ""
        if name.startswith(("self.", "cls.")):
            return self.types.get((owner, name), "")
        scope = qualname
        while scope:
            if (scope, name) in self.types:
                return self.types[scope, name]
            scope = scope.rpartition(".")[0]
        return self.types.get(("", name), "") or (
            self.canonical(name) if name.partition(".")[0] in self.imports else ""
        )

    def imports_any(self, modules: tuple[str, ...]) -> bool:
        return any(
            name == module or name.startswith(module + ".")
            for name in self.imports.values()
            for module in modules
        )

    def lender(
        self, receiver: ast.AST, verb: str, managed: bool, qualname: str, owner: str
    ) -> tuple[Evidence, Entry | None] | None:
        """Whether `receiver.verb()` takes an object out of a pool, by which evidence."""
        kind = self.type_of(receiver, qualname, owner)
        name = last_name(receiver)
        if any(word in kind.lower() or word in name.lower() for word in STANDINS):
            return None
        if words(name) & self.verbs.lists["lock-word"]:
            return None
        for entry in self.verbs.entries:
            fits = verb in (entry.lends_in_with if managed else entry.lends)
            if fits and kind and kind in entry.types:
                return "typed", entry
            if (
                fits
                and entry.hints
                and not kind
                and words(name) & set(entry.hints)
                and self.imports_any(entry.modules)
            ):
                return "called like its type", entry
        if kind and "pool" not in kind.lower() and "." in kind and not dotted(receiver).startswith("self."):
            known = {name for entry in self.verbs.entries for name in entry.types}
            if kind in known:
                return None
        strong = self.verbs.is_strong_take(verb)
        if says_pool(name) or says_pool(kind.rpartition(".")[2]):
            if verb in NOT_LENT or any(word in kind.lower() for word in NO_OBJECT_POOL):
                return None
            known_verb = any(
                verb in (e.lends_in_with if managed else e.lends)
                for e in self.verbs.entries
                if not e.response
            )
            if strong or known_verb or (not managed and verb in WEAK_TAKES):
                return "called a pool", self._imported(verb, managed)
            return None
        # `with getconn()` alone may be a transaction on a connection that stays.
        alone = verb.lstrip("_") in SCOPED if managed else strong
        return ("pair of verbs", None) if alone else None

    def _imported(self, verb: str, managed: bool) -> Entry | None:
        """The one entry of an imported library that has this verb."""
        fitting = [
            e
            for e in self.verbs.entries
            if verb in (e.lends_in_with if managed else e.lends)
            and self.imports_any(e.modules)
            and not e.response
        ]
        return fitting[0] if len(fitting) == 1 else None


@dataclass(frozen=True)
class _Bound:
    row: int
    receiver: ast.AST
    verb: str
    evidence: Evidence
    entry: Entry | None
    keyed: bool


def sites(module: Module) -> Iterator[Site]:
    """Each site of a file, function by function."""
    for function, qualname, owner in module.functions:
        yield from _Finder(module, function, qualname, owner).sites()


class _Finder:
    def __init__(self, module: Module, function: FunctionNode, qualname: str, owner: str) -> None:
        self.module = module
        self.verbs = module.verbs
        self.function = function
        self.qualname = qualname
        self.owner = owner
        arguments = function.args
        named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        self.params = {argument.arg for argument in named} - {"self", "cls"}
        self.bound: dict[str, _Bound] = {}
        self.rebound: dict[str, int] = {}
        self.loop_items: dict[str, int] = {}
        self.closed_by_pool: set[str] = set()

    def sites(self) -> Iterator[Site]:
        for statement in self.function.body:
            for node in shallow(statement):
                self._bind(node)
        for statement in self.function.body:
            for node in shallow(statement):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                    if self.verbs.is_strong_give(node.func.attr) or node.func.attr in WEAK_GIVES:
                        self.closed_by_pool.add(dotted(node.args[0]))
        yield from self._suite(self.function.body, (self.function,))

    def _bind(self, node: ast.AST) -> None:
        if isinstance(node, (ast.For, ast.AsyncFor)):
            self.loop_items.setdefault(dotted(node.target), node.lineno)
        if not isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) or node.value is None:
            return
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        call = unwrapped(node.value)
        for target in targets:
            name = dotted(target)
            if not name:
                continue
            self.rebound[name] = self.rebound.get(name, 0) + 1
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            lender = self.module.lender(call.func.value, call.func.attr, False, self.qualname, self.owner)
            if lender is not None and name not in self.bound:
                keyed = any(not isinstance(argument, ast.Constant) for argument in call.args)
                self.bound[name] = _Bound(node.lineno, call.func.value, call.func.attr, *lender, keyed)

    def _suite(self, suite: list[ast.stmt], parents: tuple[ast.AST, ...]) -> Iterator[Site]:
        for index, statement in enumerate(suite):
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                continue
            if isinstance(statement, ast.Expr):
                yield from self._call(statement, unwrapped(statement.value), suite, index, parents)
            if isinstance(statement, (ast.With, ast.AsyncWith)):
                yield from self._with(statement, suite, index, parents)
            for name in ("body", "orelse", "finalbody"):
                inner = getattr(statement, name, None)
                if inner:
                    yield from self._suite(inner, (*parents, statement))
            for handler in getattr(statement, "handlers", ()):
                yield from self._suite(handler.body, (*parents, statement, handler))

    def _call(
        self,
        statement: ast.stmt,
        call: ast.AST,
        suite: list[ast.stmt],
        index: int,
        parents: tuple[ast.AST, ...],
    ) -> Iterator[Site]:
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
            return
        found = self._given_to_pool(call, call.func) or self._returned_by_itself(call, call.func)
        if found is None:
            return
        target, holder, row, evidence, entry, weak = found
        if entry is not None and entry.harmless:
            return
        yield Site(
            self.function, self.qualname, statement, suite, index, parents, target, row, "call",
            holder, evidence, entry, weak, self._on_loop(),
        )  # fmt: skip

    def _given_to_pool(self, call: ast.Call, func: ast.Attribute) -> Any:
        verb = func.attr
        strong = self.verbs.is_strong_give(verb)
        receiver = func.value
        name = last_name(receiver)
        if words(name) & self.verbs.lists["lock-word"] or any(word in name.lower() for word in STANDINS):
            return None
        kind = self.module.type_of(receiver, self.qualname, self.owner)
        if any(word in kind.lower() for word in (*STANDINS, *NO_OBJECT_POOL)):
            return None
        for place, argument in enumerate(call.args[:2]):
            target = dotted(argument)
            if not target or target in ("self", "cls"):
                continue
            taken = self.bound.get(target)
            if taken is not None:
                same = dotted(taken.receiver) == dotted(receiver) != "" or last_name(taken.receiver) == name
                weak = verb in WEAK_GIVES and taken.verb in WEAK_TAKES
                by_entry = taken.entry is not None and (verb, place) in taken.entry.takes_back
                # A weak verb gives back where the same container lent, and no key stands for the object.
                if weak and (taken.keyed or dotted(taken.receiver) != dotted(receiver)):
                    continue
                if (same and by_entry) or ((same or says_pool(name)) and place == 0 and (strong or weak)):
                    return target, _holder(target, self), taken.row, taken.evidence, taken.entry, weak
                continue
            if place or not self._comes_in(target):
                continue
            row = self.loop_items.get(target, 0)
            typed = next(
                (e for e in self.verbs.entries if kind in e.types and (verb, place) in e.takes_back and kind),
                None,
            )
            if typed is not None and not typed.weak:
                return target, _holder(target, self), row, "typed", typed, False
            if strong and (says_pool(name) or verb.lstrip("_") in self.verbs.lists["sole-release"]):
                evidence = "called a pool" if says_pool(name) else "pair of verbs"
                return target, _holder(target, self), row, evidence, None, False
            if self._is_free_list(receiver, verb):
                return target, _holder(target, self), row, "free list", None, True
        return None

    def _comes_in(self, target: str) -> bool:
        """Whether an object without acquisition in sight comes in: a parameter, attribute or loop item."""
        first = target.partition(".")[0]
        if target in self.loop_items:
            return True
        if first in ("self", "cls"):
            return target.count(".") == 1 and target not in self.rebound
        return target in self.params and target not in self.rebound

    def _is_free_list(self, receiver: ast.AST, verb: str) -> bool:
        """Whether a class called a pool takes objects out of `self.<attr>` and puts this one back there."""
        text = dotted(receiver)
        owner = self.module.classes.get(self.owner)
        if (
            verb not in WEAK_GIVES
            or not says_pool(self.owner)
            or owner is None
            or not text.startswith("self.")
        ):
            return False
        return any(
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in WEAK_TAKES
            and dotted(node.func.value) == text
            for node in ast.walk(owner)
        )

    def _on_loop(self) -> bool:
        owner = self.module.classes.get(self.owner)
        return owner is not None and any(isinstance(node, ast.AsyncFunctionDef) for node in owner.body)

    def _returned_by_itself(self, call: ast.Call, func: ast.Attribute) -> Any:
        target = dotted(func.value)
        taken = self.bound.get(target)
        if taken is None or taken.evidence == "pair of verbs":
            return None
        if taken.evidence == "called a pool" and taken.entry is None:
            fits = func.attr in ("release", "close", "checkin") and target not in self.closed_by_pool
            fits = fits and taken.verb not in WEAK_TAKES
        else:
            fits = taken.entry is not None and func.attr in taken.entry.object_returns
        if not fits:
            return None
        return target, _holder(target, self), taken.row, taken.evidence, taken.entry, False

    def _with(
        self,
        statement: ast.With | ast.AsyncWith,
        suite: list[ast.stmt],
        index: int,
        parents: tuple[ast.AST, ...],
    ) -> Iterator[Site]:
        for item in statement.items:
            call = item.context_expr
            if not isinstance(item.optional_vars, ast.Name) or not isinstance(call, ast.Call):
                continue
            if not isinstance(call.func, ast.Attribute):
                continue
            lender = self.module.lender(call.func.value, call.func.attr, True, self.qualname, self.owner)
            if lender is None or (lender[1] is not None and lender[1].harmless):
                continue
            yield Site(
                self.function, self.qualname, statement, suite, index, parents, item.optional_vars.id,
                statement.lineno, "with", "local", lender[0], lender[1], False, False,
            )  # fmt: skip


def _holder(target: str, finder: _Finder) -> Literal["local", "parameter", "attribute", "loop item"]:
    if "." in target:
        return "attribute"
    if target in finder.bound:
        return "local"
    return "loop item" if target in finder.loop_items else "parameter"
