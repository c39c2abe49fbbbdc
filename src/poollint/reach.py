"""Which functions a file can see by import that may lend objects or take them back: a look at bytes alone.

It decides which files without a verb of the catalogue are worth parsing, and which functions of other files
are worth looking up. It leans towards naming too much: what a function really does is judged later, from its
definition. The answer for a file depends on that file and on those that it reaches by import.

A function is seen under its name where that is imported, or on something that *carries* it: its module, its
class, a subclass, an instance, and what makes or keeps one of these.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from poollint.catalogue import Catalogue
from poollint.layout import Layout

_FROM = re.compile(rb"^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]*(\([^)]*\)|[^\n#;]*)", re.MULTILINE)
_IMPORT = re.compile(rb"^[ \t]*import[ \t]+([\w., \t]+)", re.MULTILINE)
_AS = re.compile(rb"\b(\w+)[ \t]+as[ \t]+(\w+)[ \t]*(?=[,)\n#]|$)")
_HEADS = re.compile(rb"^([ \t]*)(?:async[ \t]+)?(def|class)[ \t]+(\w+)([^\n]*)", re.MULTILINE)
_ASSIGNED = re.compile(rb"^[ \t]*(?:(\w+)|(?:self|cls)\.\w+)[ \t]*(?::[^=\n]+)?=(?!=)")
_WORD = re.compile(rb"\w+")
_LOCK = re.compile(rb"lock|mutex|sem|cond|event|barrier", re.IGNORECASE)
_SPECIAL = frozenset({b"__init__", b"__enter__", b"__aenter__", b"__exit__", b"__aexit__", b"__call__"})
_ROUNDS = 3
"""How often wrappers of wrappers are looked for inside one cycle of imports."""

Carried = Mapping[bytes, frozenset[bytes]]
"""Word that carries something -> the names of functions that may lend or take back on it.

A function's own name carries the empty word: to import it is enough.
"""


@dataclass(frozen=True)
class _Head:
    """A `def` or `class` in the text: its place, its indentation in columns, the rest of its line."""

    start: int
    end: int
    indent: int
    is_class: bool
    name: bytes
    rest: bytes


@dataclass
class _Node:
    """One file in the graph of imports, with Tarjan's numbers."""

    number: int
    low: int
    stem: bytes
    data: bytes
    imports: list[str]
    imported: frozenset[bytes]
    renamed: list[tuple[bytes, bytes]]  # (name, local name) of `import name as local name`
    words: frozenset[bytes]


class Reach:
    """`lending(path)` for the files of one project; `read` gives the bytes of a file, None where it can't.

    Without `layout` no file sees another.
    """

    def __init__(
        self, layout: Layout | None, catalogue: Catalogue, read: Callable[[str], bytes | None]
    ) -> None:
        self.layout = layout
        self.read = read
        self._catalogue = catalogue
        self._given: dict[str, bytes] = {}
        self._carried: dict[str, Carried] = {}
        self._lending: dict[str, frozenset[str]] = {}

    def may_matter(self, filename: str, data: bytes) -> bool:
        """Whether anything could be found in a file with these bytes: by itself, or through its imports."""
        path = os.path.abspath(filename)
        self._given[path] = data
        return self._catalogue.may_matter(data) or bool(self.lending(path))

    def lending(self, path: str) -> frozenset[str]:
        """The names of functions of other files that the file at `path` mentions in a way that fits."""
        found = self._lending.get(path)
        if found is None:
            if path not in self._carried:
                self._visit(path)
            data = self._bytes(path)
            words = frozenset(_WORD.findall(data))
            names = _mentioned(self._carried[path], data, words, _names_of(data, _imported(data)))
            names -= self._catalogue.generic_names()
            found = self._lending[path] = frozenset(name.decode("latin-1") for name in names)
        return found

    def handing_on(self, path: str) -> frozenset[str]:
        """The functions of the file at `path` that may lend or take back, by any verb of the catalogue."""
        node = self._node(path, 0)
        heads = _heads(node.data)
        found: dict[bytes, set[bytes]] = {}
        _add(found, _wrappers(node, heads, _starts(self._catalogue.candidate_pattern(), node.data)))
        before = -1
        while before != (before := sum(map(len, found.values()))):
            names = {name for names in found.values() for name in names} | found.keys()
            _add(found, _wrappers(node, heads, _calls(node.data, names - {b"", node.stem})))
        names = {name for names in found.values() for name in names} | found.keys()
        return frozenset(name.decode("latin-1") for name in names - {b"", node.stem})

    def _bytes(self, path: str) -> bytes:
        data = self._given.get(path)
        if data is None:
            data = self.read(path) or b""
        return data.replace(b"\r", b"\n") if b"\r" in data else data  # what is looked for ends with its line

    def _visit(self, start: str) -> None:
        """Tarjan's strongly connected components (SIAM J. Comput. 1972) over imports, without recursion."""
        nodes: dict[str, _Node] = {}
        stack: list[str] = []
        on_stack: set[str] = set()
        work: list[tuple[str, Iterator[str]]] = []

        def enter(path: str) -> None:
            node = self._node(path, len(nodes))
            nodes[path] = node
            stack.append(path)
            on_stack.add(path)
            work.append((path, iter(node.imports)))

        enter(start)
        while work:
            path, rest = work[-1]
            for other in rest:
                if other in self._carried:
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

    def _node(self, path: str, number: int) -> _Node:
        data = self._bytes(path)
        dotted = list(_imported(data))
        targets: dict[str, None] = {}
        for name in dotted:
            target = self.layout.find(path, name) if self.layout is not None else None
            if target is not None and target[0] != path:
                targets[target[0]] = None
        folder, base = os.path.split(path)
        stem = os.path.basename(folder) if base == "__init__.py" else base.removesuffix(".py")
        words = frozenset(_WORD.findall(data))
        return _Node(
            number, number, stem.encode(), data, list(targets), _names_of(data, dotted), _renamed(data), words
        )

    def _settle(self, members: dict[str, _Node]) -> None:
        """What the files of one cycle of imports (mostly one file) can see."""
        below = [
            self._carried[other]
            for node in members.values()
            for other in node.imports
            if other not in members
        ]
        distinct = list({id(one): one for one in below}.values())
        carried: dict[bytes, set[bytes]] = {}
        for one in distinct:
            for word, more in one.items():
                carried.setdefault(word, set()).update(more)
        heads = {path: _heads(node.data) for path, node in members.items()}
        for path, node in members.items():
            if self._catalogue.may_matter(node.data):
                pattern = self._catalogue.lending_pattern()
                hits = [hit.start() for hit in pattern.finditer(node.data) if not _is_lock(node.data, hit)]
                called = {match[1] for match in self._catalogue.called_pools.finditer(node.data)}
                _add(carried, ((name, b"") for name in called))
                _add(carried, _wrappers(node, heads[path], [*hits, *_calls(node.data, called)]))
        for _ in range(_ROUNDS):
            before = sum(map(len, carried.values()))
            for path, node in members.items():
                for name, local in node.renamed:
                    if name in carried:
                        carried.setdefault(local, set()).update(carried[name])
                words = carried.keys() & node.words
                if words:
                    seen = {word: frozenset(carried[word]) for word in words}
                    names = _mentioned(seen, node.data, node.words, node.imported)
                    hits = _calls(node.data, names - self._catalogue.generic_names())
                    _add(carried, _wrappers(node, heads[path], hits))
                    _add(carried, _carriers(node, heads[path], words, carried))
                    marks = self._catalogue.providing_pattern
                    _add(carried, _annotations(node, marks, carried))
            if sum(map(len, carried.values())) == before:
                break
        same = distinct[0] if len(distinct) == 1 else None
        if same is not None and sum(map(len, carried.values())) == sum(map(len, same.values())):
            frozen: Carried = same
        else:
            frozen = {word: frozenset(names) for word, names in carried.items()}
        for path in members:
            self._carried[path] = frozen


def _add(carried: dict[bytes, set[bytes]], more: Iterable[tuple[bytes, bytes]]) -> None:
    for word, name in more:
        carried.setdefault(word, set()).add(name)


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


def _renamed(data: bytes) -> list[tuple[bytes, bytes]]:
    """(last part of the name, local name) for all `import ... as ...`."""
    return [(match[1], match[2]) for match in _AS.finditer(data)]


def _names_of(data: bytes, dotted: Iterable[str]) -> frozenset[bytes]:
    """The names that the imports of a file bind or lead to."""
    last = {name.rpartition(".")[2].encode("latin-1") for name in dotted}
    return frozenset(last | {local for _, local in _renamed(data)})


def _mentioned(
    carried: Carried, data: bytes, words: frozenset[bytes], imported: frozenset[bytes]
) -> set[bytes]:
    """The functions that a text imports, or calls while a word that carries them stands in it."""
    found: set[bytes] = set()
    wanted: set[bytes] = set()
    for word in words & carried.keys():
        names = carried[word]
        if b"" in names and word in imported:
            found.add(word)
        wanted |= names & words
    if wanted:
        found |= {match[1] for match in _calling(wanted).finditer(data)}
    return found


def _starts(pattern: re.Pattern[bytes], data: bytes) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(data))


def _calling(names: Iterable[bytes]) -> re.Pattern[bytes]:
    """Calls of functions or methods with one of these names (group 1)."""
    return re.compile(rb"\b(" + b"|".join(sorted(map(re.escape, names))) + rb")[ \t]*\(")


def _calls(data: bytes, names: set[bytes]) -> list[int]:
    """Where one of `names` is called."""
    return [match.start() for match in _calling(names).finditer(data)] if names else []


def _heads(data: bytes) -> list[_Head]:
    """The definitions of a file in order."""
    found = list(_HEADS.finditer(data))
    indents = [len(match[1].expandtabs()) for match in found]
    ends = [len(data)] * len(found)
    open_heads: list[int] = []
    for index, match in enumerate(found):
        while open_heads and indents[open_heads[-1]] >= indents[index]:
            ends[open_heads.pop()] = match.start()
        open_heads.append(index)
    return [
        _Head(match.start(), end, indent, match[2] == b"class", match[3], match[4])
        for match, end, indent in zip(found, ends, indents, strict=True)
    ]


def _is_lock(data: bytes, hit: re.Match[bytes]) -> bool:
    """Whether a lending verb stands on what is called a lock."""
    before = _WORD.findall(data[max(0, hit.start() - 40) : hit.start() + 1])
    return bool(before) and _LOCK.search(before[-1]) is not None


def _wrappers(node: _Node, heads: list[_Head], hits: Iterable[int]) -> Iterator[tuple[bytes, bytes]]:
    """(carrying word, function) for functions that hand on what a lending call gave, or give something back.

    `hits` are the places of lending calls.
    """
    data = node.data
    starts = [head.start for head in heads]
    found: dict[int, list[tuple[bytes, bytes]]] = {}
    for hit in hits:
        line_start = data.rfind(b"\n", 0, hit) + 1
        line_end = data.find(b"\n", hit)
        line = data[line_start : line_end if line_end >= 0 else len(data)]
        stripped = line.lstrip()
        if stripped.startswith((b"class ", b"@", b"#", b"import ", b"from ")):
            continue
        indent = len(line[: len(line) - len(stripped)].expandtabs())
        if stripped.startswith((b"def ", b"async def ")):
            # A function on one line; the hit may also stand in a default value.
            indent += 1
            stripped = stripped.rpartition(b"):")[2].lstrip()
        index = _enclosing(heads, starts, line_start, indent)
        if index is not None:
            found.setdefault(index, []).append((line, stripped))
    for index, lines in found.items():
        if not _hands_on(data[heads[index].start : heads[index].end], lines):
            continue
        owner = _class_around(heads, index)
        name = heads[index].name
        if owner is not None:
            yield owner.name, b"" if name in _SPECIAL else name
        elif heads[index].indent == 0 or not name.startswith(b"test"):
            yield name, b""
            yield node.stem, name


def _carriers(
    node: _Node, heads: list[_Head], words: Iterable[bytes], carried: Mapping[bytes, set[bytes]]
) -> Iterator[tuple[bytes, bytes]]:
    """What a file derives from a class that carries something, makes of it, or keeps it in."""
    starts = [head.start for head in heads]
    known = {word: carried[word] - {b""} for word in words}
    for head in heads:
        if head.is_class:
            for word in _WORD.findall(head.rest):
                for name in known.get(word, ()):
                    yield head.name, name
                if word in known and b"" in carried[word]:
                    yield head.name, b""
    made = {word for word, names in known.items() if names}
    for match in _calling(made).finditer(node.data) if made else ():
        names = known[match[1]]
        line_start = node.data.rfind(b"\n", 0, match.start()) + 1
        line = node.data[line_start : match.start()]
        stripped = line.lstrip()
        assigned = _ASSIGNED.match(line)
        indent = len(line[: len(line) - len(stripped)].expandtabs())
        index = _enclosing(heads, starts, line_start, indent)
        carriers = [assigned[1]] if assigned is not None and assigned[1] is not None and index is None else []
        if index is not None and (stripped.startswith((b"return ", b"yield ")) or assigned is not None):
            owner = _class_around(heads, index)
            carriers.append(owner.name if owner is not None else heads[index].name)
        for carrier in carriers:
            for name in names:
                yield carrier, name


def _annotations(
    node: _Node, marks: re.Pattern[bytes], carried: Mapping[bytes, set[bytes]]
) -> Iterator[tuple[bytes, bytes]]:
    """The names that a file gives to annotations which have a framework fill a parameter."""
    for match in marks.finditer(node.data):
        if b"" in carried.get(match[1], ()):
            assigned = _ASSIGNED.match(
                node.data[node.data.rfind(b"\n", 0, match.start()) + 1 : match.start()]
            )
            if assigned is not None and assigned[1] is not None:
                yield assigned[1], b""


def _enclosing(heads: list[_Head], starts: list[int], offset: int, indent: int) -> int | None:
    """The innermost `def` around a line."""
    index = bisect_right(starts, offset) - 1
    while index >= 0:
        head = heads[index]
        if head.indent < indent and offset < head.end and not head.is_class:
            return index
        index -= 1
    return None


def _class_around(heads: list[_Head], index: int) -> _Head | None:
    """The class whose method a `def` is."""
    indent = heads[index].indent
    for outer in range(index - 1, -1, -1):
        if heads[outer].indent < indent:
            return heads[outer] if heads[outer].is_class else None
    return None


def _hands_on(body: bytes, lines: list[tuple[bytes, bytes]]) -> bool:
    """Whether the function with this body may lend or give back by the calls on these lines.

    A function that takes something out and gives it back lends nothing.
    """
    if b"yield" in body:
        return True
    gives = keeps = False
    for line, stripped in lines:
        if stripped.startswith((b"with ", b"async with ")):
            if b" as self." in stripped:
                return True
            keeps = True
        elif stripped.startswith((b"return ", b"return(")):
            return True
        elif (assigned := _ASSIGNED.match(line)) is None:
            gives = True  # a statement of its own: something is given back, or handed to a callee
        elif assigned[1] is None:
            return True  # an attribute
        elif re.search(rb"\breturn\b[^\n]*\b" + assigned[1] + rb"\b|=\s*" + assigned[1] + rb"\b", body):
            return True
        else:
            keeps = True
    return gives and not keeps
