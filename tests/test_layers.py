"""The imports go one way: every module may use what stands above it, and nothing below."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "poollint"

LAYERS = (
    "stages",
    "finding",
    "sieve",
    "catalogue",
    "imports",
    "layout",
    "config",
    "heads",
    "graph",
    "seen",
    "reach",
    "discovery",
    "effort",
    "formatted",
    "salvage",
    "concrete",
    "source",
    "names",
    "ir",
    "flow",
    "recursion",
    "versions",
    "lower",
    "module",
    "matter",
    "sketch",
    "project",
    "recognise",
    "resolution",
    "typestate",
    "summaries",
    "leaks",
    "lifecycle",
    "wording",
    "rules",
    "testcode",
    "analysis",
    "fixes",
    "suppress",
    "exchange",
    "shown",
    "stored",
    "cache",
    "engine",
    "workers",
    "batch",
    "repair",
    "report",
    "__init__",
    "shipped",
    "quick",
    "cli",
    "__main__",
)
"""The parts of the package, each a module or a folder, in the order in which they may know each other."""

OUTSIDE = {
    "libcst": {"concrete", "source", "fixes"},
    "click": {"cli"},
    "pathspec": {"discovery"},
}
"""Which part may import which dependency."""

NARROW = {
    "stages": set[str](),
    "seen": set[str](),
    "shown": {"seen"},
    "flow": set[str](),
    "effort": set[str](),
    "formatted": set[str](),
    "salvage": {"formatted"},
    "concrete": set[str](),
    "ir": set[str](),
    "recursion": set[str](),
    "finding": set[str](),
    "lower": {"formatted", "ir", "source"},
    "rules": {"finding", "lifecycle", "wording"},
    "report": {"finding", "suppress"},
    "fixes": {"catalogue", "config", "finding", "lifecycle", "recursion", "source"},
    "suppress": {"config", "finding"},
}
"""Parts that know less than their place allows, and all that they may know."""

Graph = Mapping[str, frozenset[str]]


def imported(tree: ast.AST, name: str, is_package: bool, modules: frozenset[str]) -> Iterator[str]:
    """The modules that a module imports anywhere in it, except below `if TYPE_CHECKING:`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for other in node.orelse:
                yield from imported(ast.Module([other], []), name, is_package, modules)
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level:
                above = name.split(".")[
                    : None if is_package and node.level == 1 else -node.level + is_package
                ]
                origin = ".".join([*above, *([origin] if origin else [])])
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                yield inner if inner in modules else origin
        yield from imported(node, name, is_package, modules)


def read(sources: Mapping[str, tuple[str, bool]]) -> Graph:
    """Module name to what it imports, from module name to (text, whether it is a package)."""
    modules = frozenset(sources)
    return {
        name: frozenset(imported(ast.parse(text), name, is_package, modules)) - {name}
        for name, (text, is_package) in sources.items()
    }


@cache
def graph() -> Graph:
    sources = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = ("poollint", *path.relative_to(PACKAGE).with_suffix("").parts)
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        sources[name] = (path.read_text(encoding="utf-8"), is_package)
    return read(sources)


def part(module: str) -> str:
    """The layer that a module of the package belongs to."""
    return module.split(".")[1] if "." in module else "__init__"


def is_ours(module: str) -> bool:
    return module.partition(".")[0] == "poollint"


def upward(modules: Graph) -> list[str]:
    """The imports that go against the order of the layers."""
    rank = {layer: number for number, layer in enumerate(LAYERS)}
    return [
        f"{name} imports {other}"
        for name, others in modules.items()
        for other in sorted(others)
        if is_ours(other) and part(other) != part(name) and rank[part(other)] > rank[part(name)]
    ]


def cycles(modules: Graph) -> list[list[str]]:
    """The ways round from a module to itself."""
    done: set[str] = set()
    found: list[list[str]] = []

    def visit(name: str, way: list[str]) -> None:
        if name in way:
            found.append([*way[way.index(name) :], name])
        elif name not in done:
            for other in sorted(modules.get(name, ())):
                visit(other, [*way, name])
            done.add(name)

    for name in modules:
        visit(name, [])
    return found


def test_every_module_has_a_layer_and_every_layer_a_module() -> None:
    assert {part(name) for name in graph()} == set(LAYERS)


def test_imports_go_one_way() -> None:
    assert upward(graph()) == []


def test_there_are_no_cycles() -> None:
    assert cycles(graph()) == []


@pytest.mark.parametrize("dependency", sorted(OUTSIDE))
def test_who_imports_the_dependencies(dependency: str) -> None:
    users = {
        part(name)
        for name, others in graph().items()
        if any(other.partition(".")[0] == dependency for other in others)
    }
    assert users == OUTSIDE[dependency]


@pytest.mark.parametrize("layer", sorted(NARROW))
def test_parts_that_know_little(layer: str) -> None:
    known = {
        part(other)
        for name, others in graph().items()
        if part(name) == layer
        for other in others
        if is_ours(other)
    }
    assert known <= {layer, *NARROW[layer]}


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_the_first_line_says_what_the_module_is_for(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith('"""')
    assert first.strip('" ')


def test_the_command_starts_without_libcst() -> None:
    """The parser costs more than all the rest of a run over files that have no pool in them."""
    code = "import poollint.cli, poollint; poollint.check_source('x = 1'); print('libcst' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); {code}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.stdout.strip() == "False", run.stderr


# The test's own eyes


def test_relative_lazy_and_nested_imports_are_seen() -> None:
    seen = read(
        {
            "poollint": ("", True),
            "poollint.lower": ("from .builder import Builder\nfrom poollint import ir", True),
            "poollint.lower.builder": ("from ..ir import Op\nfrom . import parts", False),
            "poollint.lower.parts": ("def f():\n    if x:\n        import poollint.cli", False),
            "poollint.ir": ("if TYPE_CHECKING:\n    import poollint.cli\nelse:\n    import click", False),
            "poollint.cli": ("from poollint import __version__", True),
        }
    )
    assert seen["poollint.lower"] == {"poollint.lower.builder", "poollint.ir"}
    assert seen["poollint.lower.builder"] == {"poollint.ir", "poollint.lower.parts"}
    assert seen["poollint.lower.parts"] == {"poollint.cli"}
    assert seen["poollint.ir"] == {"click"}
    assert seen["poollint.cli"] == {"poollint"}
    assert upward(seen) == ["poollint.lower.parts imports poollint.cli"]


def test_a_cycle_is_seen() -> None:
    seen = read({"poollint.a": ("from poollint import b", False), "poollint.b": ("import poollint.a", False)})
    assert cycles(seen) == [["poollint.a", "poollint.b", "poollint.a"]]
