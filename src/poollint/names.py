"""Names of one module: what it imports, and dotted names of expressions behind aliases.

Invariant: purely lexical; nothing is looked up outside the module.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst


def statements(body: cst.BaseSuite | cst.Module) -> Iterator[cst.CSTNode]:
    """Every statement below `body`, outermost first, without entering functions and classes."""
    stack: list[cst.CSTNode] = list(reversed(body.body))
    while stack:
        node = stack.pop()
        if isinstance(node, cst.SimpleStatementLine):
            yield from node.body
            continue
        yield node
        if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
            continue
        stack.extend(reversed(list(_suites(node))))


def _suites(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for child in node.children:
        if isinstance(child, cst.BaseSuite):
            yield from child.body
        elif isinstance(
            child, (cst.Else, cst.Finally, cst.ExceptHandler, cst.ExceptStarHandler, cst.If, cst.MatchCase)
        ):
            yield from _suites(child)


def imports(module: cst.Module) -> dict[str, str]:
    """Local name to dotted name, for all imports of the module, those inside functions included.

    A relative import keeps its dots: `from .db import pool` gives `pool` as `.db.pool`.
    """
    table: dict[str, str] = {}
    pending: list[cst.BaseSuite | cst.Module] = [module]
    while pending:
        for node in statements(pending.pop()):
            if isinstance(node, (cst.FunctionDef, cst.ClassDef)):
                pending.append(node.body)
            elif isinstance(node, cst.Import):
                for alias in node.names:
                    name = dotted(alias.name) or ""
                    if alias.asname is not None and isinstance(alias.asname.name, cst.Name):
                        table[alias.asname.name.value] = name
                    else:
                        first = name.partition(".")[0]
                        table[first] = first
            elif isinstance(node, cst.ImportFrom) and not isinstance(node.names, cst.ImportStar):
                origin = "." * len(node.relative) + (dotted(node.module) or "" if node.module else "")
                for alias in node.names:
                    name = dotted(alias.name) or ""
                    local = alias.asname.name if alias.asname is not None else alias.name
                    if isinstance(local, cst.Name):
                        table[local.value] = f"{origin}.{name}" if not origin.endswith(".") else origin + name
    return table


def star_imports(module: cst.Module) -> tuple[str, ...]:
    """The modules of which everything is imported, as written, with a dot for each level."""
    return tuple(
        "." * len(node.relative) + (dotted(node.module) or "" if node.module else "")
        for node in statements(module)
        if isinstance(node, cst.ImportFrom) and isinstance(node.names, cst.ImportStar)
    )


def dotted(node: cst.CSTNode | None) -> str | None:
    """`a.b.c` for a chain of names, None for anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if not isinstance(node, cst.Name):
        return None
    parts.append(node.value)
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
