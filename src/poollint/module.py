"""Facts about one module: its functions and classes, lowered on demand, and the types of its names.

A *type* is the dotted name of the constructor, factory or class behind a value: `asyncpg.create_pool`,
or `:Pool` for a class of this module. Nothing outside the module is looked up here: see `poollint.project`.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from poollint.ir import Function, root
from poollint.lower import lower
from poollint.names import annotation_type, canonical, dotted, imports, star_imports, statements
from poollint.source import Source
from poollint.stages import staged

_lower = staged("lower")(lower)
Definition = ast.FunctionDef | ast.AsyncFunctionDef
_MOST_BASES = 100


@dataclass
class ClassFacts:
    """A class: its methods (name to qualified name), its bases, and the types of its attributes.

    `fields` are the attributes that the constructor of a data class sets, in the order of its arguments.
    """

    name: str
    bases: tuple[str, ...]
    methods: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()


class ModuleFacts:
    """The index of a module. `function(qualname)` lowers a definition once, when it is asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.path = os.path.abspath(source.filename)
        self.is_package = os.path.basename(self.path) == "__init__.py"
        self.imports = imports(source.tree)
        self.stars = star_imports(source.tree)
        self.definitions: dict[str, tuple[Definition, str | None]] = {}
        self.classes: dict[str, ClassFacts] = {}
        self.globals: dict[str, str] = {}
        self._lowered: dict[str, Function] = {}
        self._local_types: dict[Function, dict[str, str]] = {}
        self._return_types: dict[str, str] = {}
        self._index(source.tree.body, "", None)
        for facts in self.classes.values():
            self._attribute_types(facts)

    # Definitions

    def _index(self, body: Sequence[ast.stmt], prefix: str, owner: ClassFacts | None) -> None:
        for node in statements(body):
            if isinstance(node, Definition):
                qualname = prefix + node.name
                self.definitions[qualname] = (node, owner.name if owner else None)
                if owner is not None:
                    owner.methods[node.name] = qualname
                elif prefix == "" and "global " in self.source.lines(node):
                    self._set_globals(node)
            elif isinstance(node, ast.ClassDef):
                bases = tuple(canonical(dotted(base) or "", self.imports) for base in node.bases)
                facts = ClassFacts(prefix + node.name, bases)
                self.classes[facts.name] = facts
                if _is_data(node):
                    facts.fields = tuple(_fields(node.body))
                self._index(node.body, f"{prefix}{node.name}.", facts)
                self._class_level(node.body, facts)
            elif prefix == "":
                self._assignment(node, self.globals)

    def _set_globals(self, node: Definition) -> None:
        """Note the types of what a function binds to names that it declares global."""
        found: dict[str, str] = {}
        declared: set[str] = set()
        for statement in statements(node.body):
            if isinstance(statement, ast.Global):
                declared.update(statement.names)
            else:
                self._assignment(statement, found)
        for name in sorted(declared & found.keys()):
            self.globals.setdefault(name, found[name])

    def _class_level(self, body: Sequence[ast.stmt], facts: ClassFacts) -> None:
        found: dict[str, str] = {}
        for node in statements(body):
            self._assignment(node, found)
        facts.attributes.update(found)

    def _attribute_types(self, facts: ClassFacts) -> None:
        for name, qualname in facts.methods.items():
            node, _ = self.definitions[qualname]
            if any(_decorates(d, ("property", "cached_property")) for d in node.decorator_list):
                kind = self._returned(node, {f"self.{known}": k for known, k in facts.attributes.items()})
                if kind:
                    facts.attributes.setdefault(name, kind)
            params = {
                param.arg: self.type_name(ast.unparse(param.annotation))
                for param in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
                if param.annotation is not None
            }
            found: dict[str, str] = {}
            for statement in statements(node.body):
                self._assignment(statement, found, params)
            for target, kind in found.items():
                if target.startswith("self.") or target.startswith("cls."):
                    facts.attributes.setdefault(target.partition(".")[2], kind)

    def _assignment(
        self, node: ast.stmt, table: dict[str, str], params: dict[str, str] | None = None
    ) -> None:
        """Note the types that one statement gives to names."""
        if isinstance(node, ast.Assign):
            kind = self.value_type(node.value, {**table, **(params or {})})
            if kind:
                for target in node.targets:
                    name = dotted(target)
                    if name is not None:
                        table.setdefault(name, kind)
        elif isinstance(node, ast.AnnAssign):
            name = dotted(node.target)
            kind = self.type_name(ast.unparse(node.annotation))
            if node.value is not None:
                kind = self.value_type(node.value, table) or kind
            if name is not None and kind:
                table.setdefault(name, kind)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                if isinstance(item.optional_vars, ast.Name):
                    kind = self.value_type(item.context_expr, table)
                    if kind:
                        table.setdefault(item.optional_vars.id, kind)

    def value_type(self, node: ast.expr, known: dict[str, str]) -> str:
        """The type of the value of an expression, the empty string where it is unknown."""
        if isinstance(node, ast.Await):
            return self.value_type(node.value, known)
        if isinstance(node, ast.BoolOp):
            return next((kind for part in node.values if (kind := self.value_type(part, known))), "")
        if isinstance(node, ast.IfExp):
            return self.value_type(node.body, known) or self.value_type(node.orelse, known)
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name is None:
                inner = self.value_type(node.func, known)
                return f"{inner}()" if inner else ""
            if name in known or name in self.globals:
                return f"{known.get(name) or self.globals[name]}()"
            if name in self.definitions and "." not in name:
                return self.return_type(name)
            return self.type_name(name)
        if isinstance(node, ast.Subscript):
            name = dotted(node.value)
            return f"{canonical(name, self.imports)}[]" if name and root(name) in self.imports else ""
        name = dotted(node)
        if name is None:
            if isinstance(node, ast.Attribute):
                inner = self.value_type(node.value, known)
                return f"{inner}.{node.attr}" if inner else ""
            return ""
        if name in known:
            return known[name]
        return canonical(name, self.imports) if root(name) in self.imports and "." in name else ""

    def type_name(self, text: str) -> str:
        """The canonical name of a class or factory as written, `:Name` for a class of this module."""
        name = annotation_type(text)
        if name in self.classes:
            return f":{name}"
        return canonical(name, self.imports)

    def return_type(self, qualname: str) -> str:
        """The type of what calling a function or method of this module gives, as far as its text tells."""
        found = self._return_types.get(qualname)
        if found is None:
            self._return_types[qualname] = ""  # in a recursion
            node, owner = self.definitions[qualname]
            attributes = self.classes[owner].attributes if owner in self.classes else {}
            found = self._returned(node, {f"self.{name}": kind for name, kind in attributes.items()})
            self._return_types[qualname] = found
        return found

    def _returned(self, node: Definition, known: dict[str, str]) -> str:
        """The type that a function's annotation names, or the one type that its `return`s agree on."""
        if node.returns is not None:
            written = annotation_type(ast.unparse(node.returns))
            if written and written not in ("object", "Any", "typing.Any"):
                return self.type_name(written)
        local = dict(known)
        kinds: set[str] = set()
        for statement in statements(node.body):
            if isinstance(statement, ast.Return):
                value = statement.value
                if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
                    kinds.add(self.value_type(value, {**self.globals, **local}))
            else:
                self._assignment(statement, local)
        return kinds.pop() if len(kinds) == 1 else ""

    # Look-ups

    def function(self, qualname: str) -> Function:
        """The lowered definition. Raises SourceError where it is too large."""
        found = self._lowered.get(qualname)
        if found is None:
            node, class_name = self.definitions[qualname]
            self.source.refuse_large(*self.source.range_of(node))
            found = _lower(self.source, node, qualname, class_name=class_name)
            self._lowered[qualname] = found
        return found

    def bound(self, name: str) -> ast.expr | None:
        """The expression that the first assignment to a name at the top of the module gives it."""
        for node in self.source.tree.body:
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            value = getattr(node, "value", None)
            if isinstance(value, ast.expr) and any(isinstance(t, ast.Name) and t.id == name for t in targets):
                return value
        return None

    def decorators(self, qualname: str) -> frozenset[str]:
        """The canonical names of what decorates a definition of this module; empty for any other name."""
        if qualname not in self.definitions:
            return frozenset()
        node, _ = self.definitions[qualname]
        names = (dotted(getattr(item, "func", item)) or "" for item in node.decorator_list)
        return frozenset(self._decorator(name) for name in names)

    def _decorator(self, name: str) -> str:
        """The canonical name; `@app.task` of `app = Celery()` is `celery.Celery.task`."""
        first, dot, rest = name.partition(".")
        return (
            f"{self.globals[first]}.{rest}"
            if dot and first in self.globals
            else canonical(name, self.imports)
        )

    def body(self) -> Function:
        """The module's own statements, lowered."""
        found = self._lowered.get("<module>")
        if found is None:
            self.source.refuse_large(0, len(self.source.text))
            found = _lower(self.source, self.source.tree, "<module>")
            self._lowered["<module>"] = found
        return found

    def class_types(self, class_name: str) -> tuple[str, ...]:
        """A class of this module and everything it is derived from, as far as this module tells."""
        found: dict[str, None] = {}
        pending = [class_name]
        while pending and len(found) < _MOST_BASES:
            current = pending.pop(0)
            facts = self.classes.get(current)
            name = f":{current}" if facts is not None else current
            if name in found:
                continue
            found[name] = None
            if facts is not None:
                pending.extend(facts.bases)
        return tuple(found)

    def type_of(self, function: Function, path: str) -> str:
        """The type of what `path` holds in `function`, the empty string where it is unknown."""
        first, _, rest = path.partition(".")
        scope: Function | None = function
        while scope is not None:
            local = self.local_types(scope)
            if path in local:
                return local[path]
            if first in local:
                return self._member(local[first], rest)
            if first in ("self", "cls") and scope.class_name is not None and first in scope.params:
                return self._member(f":{scope.class_name}", rest)
            if first in scope.locals:
                return ""
            scope = scope.parent
        if path in self.globals:
            return self.globals[path]
        if first in self.globals:
            return self._member(self.globals[first], rest)
        if first in self.classes:
            return self._member(f":{first}", rest)
        return ""

    def _member(self, kind: str, rest: str) -> str:
        """The type of the attribute path `rest` of a value of type `kind`."""
        while rest:
            name, _, rest = rest.partition(".")
            if not kind.startswith(":"):
                return f"{kind}.{name}{'.' + rest if rest else ''}"
            for base in self.class_types(kind[1:]):
                facts = self.classes.get(base[1:]) if base.startswith(":") else None
                if facts is not None and name in facts.attributes:
                    kind = facts.attributes[name]
                    break
            else:
                return ""
        return kind

    def local_types(self, function: Function) -> dict[str, str]:
        """Types of the names that a function binds: annotated, or assigned from a call."""
        found = self._local_types.get(function)
        if found is not None:
            return found
        found = {name: self.type_name(text) for name, text in function.annotations.items()}
        self._local_types[function] = found
        values: dict[str, str] = {}
        for op in function.ops:
            if op.kind == "call" and op.dst and op.callee and op.callee.text:
                text = op.callee.text
                first = root(text)
                if first in function.locals and first not in self.imports:
                    inner = found.get(text) or (found.get(first, "") if "." not in text else "")
                    kind = f"{inner}()" if inner else ""
                elif self.globals.get(text):
                    kind = f"{self.globals[text]}()"
                elif text in self.definitions:
                    kind = self.return_type(text)
                else:
                    kind = self.type_name(text)
                    if op.callee.method and first not in self.imports:
                        kind = ""
                values[op.dst] = kind
            elif op.kind in ("await", "enter") and op.dst and op.src:
                values[op.dst] = values.get(op.src, "")
            elif op.kind == "assign" and op.dst and op.src:
                kind = values.get(op.src) or found.get(op.src, "")
                if not kind and not op.src.startswith(("%", "=")) and op.dst.startswith("%"):
                    kind = self.type_of(function, op.src) if "." in op.src else ""
                if not kind and not op.dst.startswith("%") and "." in op.src and not op.src.startswith("="):
                    kind = self.type_of(function, op.src)
                if kind:
                    (values if op.dst.startswith("%") else found).setdefault(op.dst, kind)
        return found


_DATA_CLASSES = ("dataclass", "define", "frozen", "mutable", "attrs", "s")
_DATA_BASES = ("NamedTuple", "BaseModel", "Struct")


def _is_data(node: ast.ClassDef) -> bool:
    """Whether a class gets a constructor from its fields (dataclasses, attrs, pydantic, msgspec)."""
    made = any(_decorates(getattr(d, "func", d), _DATA_CLASSES) for d in node.decorator_list)
    return made or any(_decorates(base, _DATA_BASES) for base in node.bases)


def _fields(body: Sequence[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            if "ClassVar" not in ast.unparse(node.annotation):
                yield node.target.id


def _decorates(decorator: ast.expr, names: tuple[str, ...]) -> bool:
    """Whether a decorator is one of `names`, by its last part."""
    return (dotted(decorator) or "").rpartition(".")[2] in names
