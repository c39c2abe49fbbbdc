"""What the runner reads from a program's text before it runs: rows, awaited names, entries, annotations."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FunctionType, MethodType
from typing import Any, Literal

from .tables import names, shipped

Region = Literal["handler", "final"]
Function = ast.FunctionDef | ast.AsyncFunctionDef
_BROAD = frozenset({"Exception", "BaseException", "CancelledError", "asyncio.CancelledError"})
_TIMEOUTS = frozenset({"TimeoutError", "asyncio.TimeoutError"})


@dataclass(frozen=True)
class Layout:
    """What stands where.

    A call of a name in `awaited` gives a coroutine, of one in `lends_async` something for an asynchronous
    block; attributes in `data` are no methods. `errors` are the
    classes that handlers name, as written. `imports` maps local names to dotted ones.
    """

    guarded: frozenset[int]
    region: dict[int, Region]
    raises: frozenset[int]
    errors: tuple[str, ...]
    reraises: bool
    awaited: frozenset[str] = frozenset()
    lends_async: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    imports: dict[str, str] = field(default_factory=dict)
    bound: dict[int, str] = field(default_factory=dict)  # row of a call -> the name that its value gets
    entries: tuple[str, ...] = ()
    nullable: frozenset[str | int] = frozenset()  # names, or rows of assignments, of what may be None
    cancels: bool = False
    is_async: bool = False
    stored: frozenset[str] = frozenset()  # attributes that the program assigns
    unpacks: frozenset[int] = frozenset()  # rows at which a mapping is unpacked by `**`
    joins: dict[int, str | bytes] = field(default_factory=dict)  # row of `b"".join(...)` -> what it joins
    parameters: dict[object, list[inspect.Parameter]] = field(default_factory=dict)
    closed: frozenset[str] = frozenset()  # names on which `close` is called

    def parameters_of(self, body: Any) -> list[inspect.Parameter]:
        """The parameters of a callable; those of a plain function are the same in every run."""
        if type(body) is MethodType:
            first, *rest = self.parameters_of(body.__func__)
            return rest if first.kind is not first.VAR_POSITIONAL else [first, *rest]
        if type(body) is not FunctionType or body.__dict__:
            return list(inspect.signature(body).parameters.values())
        key = body.__code__, len(body.__defaults__ or ()), *(body.__kwdefaults__ or ())
        if key not in self.parameters:
            self.parameters[key] = list(inspect.signature(body).parameters.values())
        return self.parameters[key]

    @staticmethod
    def of(tree: ast.Module, timeouts: bool = True) -> Layout:
        """Read the layout from a parsed program; without `timeouts` opaque calls raise no TimeoutError."""
        guarded: set[int] = set()
        region: dict[int, Region] = {}
        raises: set[int] = set()
        errors: dict[str, None] = {}
        reraises = False

        def mark(nodes: list[ast.stmt], kind: Region) -> None:
            for node in nodes:
                for row in _rows(node):
                    region[row] = kind

        for node in ast.walk(tree):  # breadth first, so inner regions overwrite outer ones
            if isinstance(node, ast.Try) or type(node).__name__ == "TryStar":
                assert isinstance(node, ast.Try) or hasattr(node, "handlers")
                handlers: list[ast.ExceptHandler] = node.handlers
                for part in (node.body, node.orelse, *(handler.body for handler in handlers)):
                    for stmt in part:
                        guarded.update(_rows(stmt))
                for handler in handlers:
                    mark(handler.body, "handler")
                    reraises = reraises or any(isinstance(s, ast.Raise) for s in ast.walk(handler))
                    errors.update(dict.fromkeys(_names(handler.type)))
                mark(node.finalbody, "final")
            elif isinstance(node, ast.With | ast.AsyncWith):
                guarded.update(_rows(node))
            elif isinstance(node, ast.Raise):
                raises.add(node.lineno)
            elif isinstance(node, ast.Call) and "suppress" in ast.unparse(node.func):
                errors.update(dict.fromkeys(name for arg in node.args for name in _names(arg)))
        awaited, entered = frozenset(_awaited(tree)), frozenset(_entered(tree))
        left_out = _BROAD if timeouts else _BROAD | _TIMEOUTS
        named = tuple(error for error in errors if error not in left_out)
        return Layout(
            frozenset(guarded),
            region,
            frozenset(raises),
            named,
            reraises,
            awaited - entered,
            awaited | entered,
            frozenset(_data(tree)),
            _imports(tree),
            {
                node.value.lineno: last_name(node.targets[0])
                for node in ast.walk(tree)
                if isinstance(node, ast.Assign)
            },
            tuple(_entries(tree)),
            frozenset(_nullable(tree)),
            any(isinstance(node, ast.Attribute) and node.attr == "cancel" for node in ast.walk(tree)),
            _is_async(tree),
            frozenset(_stored(tree)),
            frozenset(_unpacks(tree)),
            {
                node.lineno: node.value.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and node.attr == "join"
                if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str | bytes)
            },
            closed=frozenset(
                node.value.id
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and node.attr == "close"
                if isinstance(node.value, ast.Name)
            ),
        )

    def annotation(self, text: object) -> str:
        """The dotted name behind an annotation, without what it is subscripted with."""
        name = text if isinstance(text, str) else ""
        name = name.strip("'\"").partition("[")[0].partition(" |")[0].strip()
        head, dot, rest = name.partition(".")
        return self.imports.get(head, head) + dot + rest


def _rows(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _names(node: ast.expr | None) -> list[str]:
    if node is None:
        return []
    if isinstance(node, ast.Tuple):
        return [ast.unparse(item) for item in node.elts]
    return [ast.unparse(node)]


def last_name(node: ast.AST | None) -> str:
    """The name that an expression ends with: `pool` of `self.pool`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _imports(tree: ast.Module) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                head = alias.name.partition(".")[0]
                found[alias.asname or head] = alias.name if alias.asname else head
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"
    return found


def is_coroutine_decorator(dotted: str) -> bool:
    """Whether it makes a coroutine of a generator: what that yields is waited for, as by `await`."""
    return dotted in names("coroutine-decorator")


def _loop_generators(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    """The generators that are coroutines of an older kind."""
    imports = _imports(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                head, dot, rest = ast.unparse(decorator).partition(".")
                if is_coroutine_decorator(imports.get(head, head) + dot + rest):
                    yield node


def _is_async(tree: ast.Module) -> bool:
    found = any(isinstance(node, ast.AsyncFunctionDef) for node in ast.walk(tree))
    return found or next(_loop_generators(tree), None) is not None


def _stored(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def _unpacks(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (word.value.lineno for word in node.keywords if word.arg is None)
        elif isinstance(node, ast.Dict):
            yield from (v.lineno for k, v in zip(node.keys, node.values, strict=True) if k is None)


def _awaited(tree: ast.Module) -> Iterator[str]:
    """The last names of what is called to be awaited, at once, by way of a name, or by a task."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    values.setdefault(target.id, []).append(node.value)

    def called(node: ast.expr, depth: int = 0) -> Iterator[str]:
        if isinstance(node, ast.Call):
            yield last_name(node.func)
        elif isinstance(node, ast.Starred | ast.Await):
            yield from called(node.value, depth)
        elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
            yield from called(node.elt, depth)
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            for item in node.elts:
                yield from called(item, depth)
        elif isinstance(node, ast.Name) and depth < 2:
            for value in values.get(node.id, ()):
                yield from called(value, depth + 1)

    is_async = any(isinstance(node, ast.AsyncFunctionDef | ast.Await) for node in ast.walk(tree))
    imports = _imports(tree)
    for generator in _loop_generators(tree):
        for node in ast.walk(generator):
            if isinstance(node, ast.Yield) and node.value is not None:
                yield from called(node.value, 2)  # a name stands for a future, which has methods
    for node in ast.walk(tree):
        if isinstance(node, ast.Await):
            yield from called(node.value)
        elif isinstance(node, ast.Call):
            verb = last_name(node.func)
            if verb in ("push_async_callback", "push_async_exit"):
                yield from (last_name(arg) for arg in node.args[:1])
            records = shipped().defer_by_method.get(verb, ()) if is_async else ()
            head, dot, rest = ast.unparse(node.func).partition(".")
            records += tuple(
                r
                for n, r in shipped().defer_by_name.items()
                if (is_async and n.rpartition(".")[2] == verb) or n == imports.get(head, head) + dot + rest
            )
            for record in records:
                if record.lane not in ("task", "now", "thread", "lazy") or verb in _BUILTIN:
                    continue
                if record.args == "none":
                    for arg in node.args:
                        yield from called(arg)
                elif record.lane == "task":
                    yield from (last_name(arg) for arg in node.args[:1])


def _entered(tree: ast.Module) -> Iterator[str]:
    """The last names of what is called for an asynchronous block."""
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.AsyncWith):
            values = [item.context_expr for item in node.items]
        elif isinstance(node, ast.Call) and last_name(node.func) == "enter_async_context":
            values = node.args
        yield from (last_name(value.func) for value in values if isinstance(value, ast.Call))


_BUILTIN = frozenset({"zip", "enumerate", "reversed", "iter", "map", "filter", "chain", "islice"})


_NOUNS = frozenset({"payload", "size", "tag", "deadline", "label"})


def _data(tree: ast.Module) -> Iterator[str]:
    """Attributes that are written, computed with, formatted, subscripted or merely read: no methods."""
    yield from _NOUNS
    yield from _stored(tree)
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and last_name(node.func) and isinstance(node.func, ast.Name)
    }
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.Assign):
            pairs: list[tuple[ast.expr, ast.expr]] = [(node.targets[0], node.value)]
            if isinstance(node.targets[0], ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(node.targets[0].elts, node.value.elts, strict=False))
            parts += [v for t, v in pairs if isinstance(t, ast.Name) and t.id not in called]
        elif isinstance(node, ast.BinOp):
            parts = [node.left, node.right]
        elif isinstance(node, ast.AugAssign | ast.FormattedValue | ast.Subscript):
            parts = [node.value]
        elif isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        for part in parts:
            if isinstance(part, ast.Attribute):
                yield part.attr


def _nullable(tree: ast.Module) -> Iterator[str | int]:
    """What is compared with None: the rows of the assignments that were the last before, else the name."""
    rows: dict[str, list[int]] = {}
    sources: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            rows.setdefault(last_name(node.targets[0]), []).append(node.lineno)
            sources[node.lineno] = last_name(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot):
            if isinstance(node.comparators[0], ast.Constant) and node.comparators[0].value is None:
                name = last_name(node.left)
                before = [row for row in rows.get(name, ()) if row <= node.lineno]
                yield max(before) if before else name
                yield from (sources[row] for row in before[-1:])


def _entries(tree: ast.Module) -> Iterator[str]:
    """The functions and public methods that no other part of the module names, in their order."""
    functions: dict[str, Function | ast.ClassDef] = {}
    managers: set[str] = set()
    for node in tree.body:
        if isinstance(node, Function):
            functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            methods = {item.name: item for item in node.body if isinstance(item, Function)}
            if methods.keys() & {"__enter__", "__aenter__"}:
                managers.add(node.name)
                functions[node.name] = node
            for name, item in methods.items():
                if not name.startswith("__"):
                    functions[f"{node.name}.{name}"] = item
    used: dict[str, int] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            used[node.id] = used.get(node.id, 0) + 1
        elif isinstance(node, ast.Attribute):
            used[node.attr] = used.get(node.attr, 0) + 1

    def is_free(name: str, node: ast.AST) -> bool:
        last = name.rpartition(".")[2]
        own = sum(
            (isinstance(n, ast.Name) and n.id == last) or (isinstance(n, ast.Attribute) and n.attr == last)
            for n in ast.walk(node)
        )
        return used.get(last, 0) <= own

    used_classes = {name for name in used if any(f.startswith(name + ".") for f in functions)}
    free = [
        name
        for name, node in functions.items()
        if is_free(name, node)
        and not name.rpartition(".")[2].startswith("_")
        and not (name.partition(".")[0] in used_classes and "." in name and _has_functions(functions))
    ]
    yield from free or [name for name in functions if not name.rpartition(".")[2].startswith("_")]


def _has_functions(functions: dict[str, Function | ast.ClassDef]) -> bool:
    """Whether a plain function is there to use the classes."""
    return any("." not in name and isinstance(node, Function) for name, node in functions.items())
