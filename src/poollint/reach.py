"""Which names a file can see by import that may lend objects or take them back: a look at bytes alone.

It decides which files without a verb of the catalogue are worth parsing, and which functions of other files
are worth looking up. It leans towards naming too much: what a name really does is judged later, from its
definition. The answer for a file depends on that file and on those that it reaches by import.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from poollint.catalogue import Catalogue
from poollint.layout import Layout

_FROM = re.compile(rb"^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;]*)", re.MULTILINE)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([\w., \t]+)", re.MULTILINE)
_HEADS = re.compile(rb"^([ \t]*)(?:async[ \t]+)?(def|class)[ \t]+(\w+)", re.MULTILINE)
_ASSIGNED = re.compile(rb"^[ \t]*(?:(\w+)|(?:self|cls)\.\w+)[ \t]*(?::[^=\n]+)?=(?!=)")
_WORD = re.compile(rb"\w+")
_SPECIAL = frozenset({b"__init__", b"__enter__", b"__aenter__", b"__exit__", b"__aexit__", b"__call__"})
_ROUNDS = 3
"""How often wrappers of wrappers are looked for inside one cycle of imports."""


@dataclass
class _Node:
    """One file in the graph of imports (Tarjan's numbers, and what came out)."""

    number: int
    low: int
    data: bytes
    heads: list[tuple[int, int, int, bytes, bytes]]  # start, end, indent, def or class, name
    imports: list[str]
    own: set[bytes] = field(default_factory=set)


class Reach:
    """`names(path)` for the files of one project; `read` gives the bytes of a file, None where it can't.

    Without `layout` no file sees another.
    """

    def __init__(
        self, layout: Layout | None, catalogue: Catalogue, read: Callable[[str], bytes | None]
    ) -> None:
        self.layout = layout
        self._catalogue = catalogue
        self.read = read
        self._given: dict[str, bytes] = {}
        self._names: dict[str, frozenset[bytes]] = {}
        self._texts: dict[frozenset[bytes], frozenset[str]] = {}

    def lending(self, path: str) -> frozenset[str]:
        """The names that the file at `path` can see and that may lend or take back."""
        found = self.names(path)
        if found not in self._texts:
            self._texts[found] = frozenset(name.decode("latin-1") for name in found)
        return self._texts[found]

    def may_matter(self, filename: str, data: bytes) -> bool:
        """Whether anything could be found in a file with these bytes: by itself, or through its imports."""
        path = os.path.abspath(filename)
        self._given[path] = data
        if self._catalogue.may_matter(data):
            return True
        found = self.names(path)
        return bool(found) and not found.isdisjoint(_WORD.findall(data))

    def names(self, path: str) -> frozenset[bytes]:
        """The names in bytes."""
        if self.layout is None:
            return frozenset()
        if path not in self._names:
            self._visit(path)
        return self._names[path]

    def _visit(self, start: str) -> None:
        """Tarjan's strongly connected components (SIAM J. Comput. 1972) over imports, without recursion."""
        nodes: dict[str, _Node] = {}
        stack: list[str] = []
        on_stack: set[str] = set()
        work: list[tuple[str, Iterator[str]]] = []

        def enter(path: str) -> None:
            data = self._given.get(path)
            if data is None:
                data = self.read(path) or b""
            node = _Node(len(nodes), len(nodes), data, _heads(data), self._imports(path, data))
            nodes[path] = node
            stack.append(path)
            on_stack.add(path)
            work.append((path, iter(node.imports)))

        enter(start)
        while work:
            path, rest = work[-1]
            for other in rest:
                if other in self._names:
                    continue
                if other not in nodes:
                    enter(other)
                    break
                if other in on_stack:
                    nodes[path].low = min(nodes[path].low, nodes[other].number)
            else:
                work.pop()
                if work:
                    above = nodes[work[-1][0]]
                    above.low = min(above.low, nodes[path].low)
                if nodes[path].low == nodes[path].number:
                    members: list[str] = []
                    while not members or members[-1] != path:
                        members.append(stack.pop())
                        on_stack.discard(members[-1])
                    self._settle({member: nodes[member] for member in members})

    def _settle(self, members: dict[str, _Node]) -> None:
        """The names that the files of one cycle of imports (mostly one file) can see."""
        visible: set[bytes] = set()
        for node in members.values():
            for other in node.imports:
                if other not in members:
                    visible |= self._names[other]
            if self._catalogue.may_matter(node.data):
                node.own = _wrappers(node, self._catalogue.lending_pattern(), frozenset())
                visible |= node.own
        for _ in range(_ROUNDS):
            before = len(visible)
            for node in members.values():
                if visible and not visible.isdisjoint(_WORD.findall(node.data)):
                    visible |= _wrappers(node, None, frozenset(visible))
            if len(visible) == before:
                break
        names = frozenset(visible)
        for path in members:
            self._names[path] = names

    def _imports(self, path: str, data: bytes) -> list[str]:
        """The files of the project that a file imports."""
        assert self.layout is not None
        found: dict[str, None] = {}
        for dotted in _imported(data):
            target = self.layout.find(path, dotted)
            if target is not None and target[0] != path:
                found[target[0]] = None
        return list(found)


def _imported(data: bytes) -> Iterator[str]:
    """The dotted names that a file imports, as written."""
    for match in _FROM.finditer(data):
        origin = match[1].decode("latin-1")
        for part in match[2].strip(b"()").replace(b"\\", b" ").split(b","):
            words = part.split()
            if words:
                name = words[0].decode("latin-1")
                yield origin + name if not origin.strip(".") else f"{origin}.{name}"
    for match in _IMPORT.finditer(data):
        for part in match[1].split(b","):
            words = part.split()
            if words:
                yield words[0].decode("latin-1")


def _heads(data: bytes) -> list[tuple[int, int, int, bytes, bytes]]:
    """The definitions of a file: where each starts and ends, its indentation, `def` or `class`, its name."""
    found = [
        (match.start(), len(match[1].expandtabs()), match[2], match[3]) for match in _HEADS.finditer(data)
    ]
    result: list[tuple[int, int, int, bytes, bytes]] = []
    open_heads: list[int] = []
    ends = [len(data)] * len(found)
    for index, (start, indent, _, _) in enumerate(found):
        while open_heads and found[open_heads[-1]][1] >= indent:
            ends[open_heads.pop()] = start
        open_heads.append(index)
    for (start, indent, sort, name), end in zip(found, ends, strict=True):
        result.append((start, end, indent, sort, name))
    return result


def _wrappers(node: _Node, pattern: re.Pattern[bytes] | None, names: frozenset[bytes]) -> set[bytes]:
    """The functions of a file that hand on what a lending call gave them, or give something back.

    Lending calls are those of `pattern`, or of functions called one of `names`.
    """
    data = node.data
    found: set[bytes] = set()
    starts = [head[0] for head in node.heads]
    if pattern is not None:
        hits = [match.start() for match in pattern.finditer(data)]
    else:
        known = b"|".join(sorted(map(re.escape, names)))
        hits = [match.start() for match in re.finditer(rb"\b(?:" + known + rb")[ \t]*\(", data)]
        # A class that is derived from one that lends.
        derived = re.compile(rb"^[ \t]*class[ \t]+(\w+)[^\n]*\([^)]*\b(?:" + known + rb")\b", re.MULTILINE)
        found |= {match[1] for match in derived.finditer(data)}
    for hit in hits:
        line_start = data.rfind(b"\n", 0, hit) + 1
        line = data[line_start : data.find(b"\n", hit) if data.find(b"\n", hit) >= 0 else len(data)]
        stripped = line.lstrip()
        if stripped.startswith((b"class ", b"@", b"#")):
            continue
        indent = len(line[: len(line) - len(stripped)].expandtabs())
        if stripped.startswith((b"def ", b"async def ")):
            # A function on one line; the hit may also stand in a default value.
            indent += 1
            stripped = stripped.rpartition(b"):")[2].lstrip()
        index = _enclosing(node, starts, line_start, indent)
        if index is None:
            continue
        if _hands_on(data[node.heads[index][0] : node.heads[index][1]], line, stripped):
            found.add(_public_name(node, index))
    return found


def _enclosing(node: _Node, starts: list[int], offset: int, indent: int) -> int | None:
    """The innermost `def` around a line."""
    index = bisect_right(starts, offset) - 1
    while index >= 0:
        start, end, own, sort, _ = node.heads[index]
        if own < indent and start <= offset < end and sort == b"def":
            return index
        index -= 1
    return None


def _public_name(node: _Node, index: int) -> bytes:
    """The name by which a function is reached: its class's for `__init__` and its like."""
    _, _, indent, _, name = node.heads[index]
    if name in _SPECIAL:
        for outer in range(index - 1, -1, -1):
            if node.heads[outer][2] < indent and node.heads[outer][3] == b"class":
                return node.heads[outer][4]
    return name


def _hands_on(body: bytes, line: bytes, stripped: bytes) -> bool:
    """Whether the function with this body may lend or give back by the call on this line."""
    if b"yield" in body:
        return True
    if stripped.startswith((b"with ", b"async with ")):
        return b" as self." in stripped
    if stripped.startswith((b"return ", b"return(")):
        return True
    assigned = _ASSIGNED.match(line)
    if assigned is None:
        return True  # a statement of its own: something is given back, or handed to a callee
    name = assigned[1]
    if name is None:
        return True  # an attribute
    return re.search(rb"\breturn\b[^\n]*\b" + name + rb"\b|=\s*" + name + rb"\b", body) is not None
