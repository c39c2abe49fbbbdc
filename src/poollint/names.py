"""Names of one module: what it imports, and dotted names of expressions behind aliases.

Invariant: purely lexical; nothing is looked up outside the module.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_HUMPS = re.compile(r"(?<=[a-z0-9])([A-Z])")
_SUITES = ("body", "handlers", "cases", "orelse", "finalbody")


def statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement of `body` and below, outermost first, without entering functions and classes."""
    stack: list[ast.AST] = list(reversed(body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.stmt):
            yield node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for name in reversed(_SUITES):
            inner = getattr(node, name, None)
            if isinstance(inner, list):
                stack.extend(reversed(inner))


def imports(module: ast.Module) -> dict[str, str]:
    """Local name to dotted name, for all imports of the module, those inside functions included.

    A relative import keeps its dots: `from .db import pool` gives `pool` as `.db.pool`.
    """
    table: dict[str, str] = {}
    pending: list[Sequence[ast.stmt]] = [module.body]
    while pending:
        for node in statements(pending.pop()):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                pending.append(node.body)
            elif isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    table[alias.asname or first] = alias.name if alias.asname else first
            elif isinstance(node, ast.ImportFrom):
                origin = "." * node.level + (node.module or "")
                for alias in node.names:
                    if alias.name != "*":
                        dot = "" if origin.endswith(".") else "."
                        table[alias.asname or alias.name] = f"{origin}{dot}{alias.name}"
    return table


def star_imports(module: ast.Module) -> tuple[str, ...]:
    """The modules of which everything is imported, as written, with a dot for each level."""
    return tuple(
        "." * node.level + (node.module or "")
        for node in statements(module.body)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    )


def dotted(node: ast.AST | None) -> str | None:
    """`a.b.c` for a chain of names, None for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return ".".join(reversed(parts))


def canonical(text: str, table: dict[str, str]) -> str:
    """The dotted name with its first part replaced by what the module imported under that name."""
    first, dot, rest = text.partition(".")
    return table.get(first, first) + dot + rest


def annotation_type(text: str) -> str:
    """The class that an annotation names: `asyncpg.Pool` for `Optional["asyncpg.Pool[X]"] | None`."""
    text = text.strip().strip("\"'").strip()
    for wrapper in ("Optional[", "typing.Optional[", "t.Optional[", "Annotated[", "Final[", "ClassVar["):
        if text.startswith(wrapper):
            return annotation_type(text[len(wrapper) :].split(",")[0].rstrip("]"))
    for part in text.split("|"):
        name = part.strip().strip("\"'")
        if name and name != "None":
            return name.partition("[")[0].strip()
    return ""


@lru_cache(maxsize=4096)
def plain_verb(name: str) -> str:
    """The name of a function in the words of the catalogue: `return_to_pool` for `_returnToPool`."""
    plain = name.lstrip("_")
    return plain if plain.islower() or plain[:1].isupper() else _HUMPS.sub(r"_\1", plain).lower()
