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
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from poollint.catalogue import Catalogue
from poollint.graph import components
from poollint.heads import Outline, called, calls, is_lock
from poollint.imports import imports
from poollint.layout import Layout
from poollint.seen import Seen, digest

_WORD = re.compile(rb"\w+")
_FEW = 24
"""Up to so many words are looked for one by one; beyond, a text is split into words once."""
_ROUNDS = 3
"""How often wrappers of wrappers are looked for inside one cycle of imports."""
_DEPTH = 8
"""How deep they are looked for inside one file; summaries are not followed so far."""

_DEEPEST = 3
"""Wrappers of wrappers of wrappers: by names alone, a longer chain says more of names than of pools."""

Pairs = Iterable[tuple[bytes, bytes]]
"""(word that carries something, name of a function that may lend or take back on it).

A function's own name carries the empty word: to import it is enough.
"""
Names = Mapping[bytes, int]
"""Names of functions, each with its depth: 1 where a verb of the catalogue stands in it."""


class _Index:
    """Numbers all pairs with their depths, so that a set of them is the bits of one integer.

    What thousands of files see is mostly the same, and grows with the project.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[bytes, bytes, int], int] = {}
        self._pairs: list[tuple[bytes, bytes, int]] = []
        self._words: dict[bytes, int] = {}  # word -> the pairs that have it

    def bits(self, keys: Iterable[tuple[bytes, bytes, int]]) -> int:
        """The set of these pairs with their depths."""
        found = 0
        for key in keys:
            word = key[0]
            number = self._numbers.get(key)
            if number is None:
                number = self._numbers[key] = len(self._pairs)
                self._pairs.append(key)
                self._words[word] = self._words.get(word, 0) | 1 << number
            found |= 1 << number
        return found

    def names(self, word: bytes, carried: int) -> Names:
        """What `word` carries, as far as `carried` has it."""
        found: dict[bytes, int] = {}
        for _, name, depth in self._of(carried & self._words.get(word, 0)):
            found[name] = min(depth, found.get(name, depth))
        return found

    def _of(self, bits: int) -> Iterator[tuple[bytes, bytes, int]]:
        while bits:
            lowest = bits & -bits
            yield self._pairs[lowest.bit_length() - 1]
            bits ^= lowest

    def mentioned(self, node: _Node, carried: int) -> dict[bytes, Names]:
        """The words of a text that carry something, with what they carry."""
        few = carried.bit_count() <= _FEW
        words = node.mentions({word for word, _, _ in self._of(carried)} if few else self._words.keys())
        return {word: names for word in words if (names := self.names(word, carried))}


@dataclass
class _Node:
    """One file in the graph of imports. What is costly is found on first need."""

    outline: Outline
    imports: tuple[str, ...]  # files
    imported: frozenset[bytes]  # names that the imports bind or lead to
    renamed: tuple[tuple[bytes, bytes], ...]  # (name, local name) of `import name as local name`
    settled: Mapping[bytes, Names] = field(default_factory=dict)  # what `_wrapping` was last asked with
    _words: frozenset[bytes] | None = None

    @property
    def data(self) -> bytes:
        return self.outline.data

    def mentions(self, words: AbstractSet[bytes]) -> AbstractSet[bytes]:
        """Those of `words` that stand in the text."""
        if self._words is None:
            if len(words) <= _FEW and not any(word in self.data for word in words):
                return frozenset()
            self._words = frozenset(_WORD.findall(self.data))
        return self._words & words


class Reach:
    """`lending(path)` for the files of one project; `read` gives the bytes of a file, None where it can't.

    Without `layout` no file sees another.
    """

    def __init__(
        self, layout: Layout | None, catalogue: Catalogue, read: Callable[[str], bytes | None]
    ) -> None:
        self.seen: dict[str, Seen] | None = None
        self.layout = layout
        self.read = read
        self._catalogue = catalogue
        self._given: tuple[str, bytes] = ("", b"")
        self._matters: dict[str, tuple[int, bool]] = {}  # with the hash of the bytes
        self._index = _Index()
        self._carried: dict[str, int] = {}
        self._lending: dict[str, frozenset[str]] = {}

    def may_matter(self, filename: str, data: bytes) -> bool:
        """Whether anything could be found in a file with these bytes: by itself, or through its imports."""
        path = os.path.abspath(filename)
        self._given = (path, data)
        return self._is_candidate(path, data) or bool(self.lending(path))

    def lending(self, path: str) -> frozenset[str]:
        """The names of functions of other files that the file at `path` mentions in a way that fits."""
        if path not in self._lending:
            self._visit(path)
        return self._lending[path]

    def record(self) -> None:
        """From now on, note in `seen` what the answers for files rest on."""
        if self.seen is None:
            self.seen = {}

    def told(self) -> dict[str, frozenset[str]]:
        """All answers of `lending` so far, for a `Reach` in another process."""
        return self._lending

    def tell(self, answers: Mapping[str, frozenset[str]]) -> None:
        """Take answers over that another `Reach` has found in the same files."""
        self._lending.update(answers)

    def handing_on(self, path: str) -> frozenset[str]:
        """The functions of the file at `path` that may lend or take back, by any verb of the catalogue."""
        outline = _outline(path, self._bytes(path))
        found: dict[bytes, set[bytes]] = {}
        hits = [match.start() for match in self._catalogue.candidate_pattern().finditer(outline.data)]
        _add(found, outline.wrappers(hits))
        for _ in range(_DEPTH):
            before = sum(map(len, found.values()))
            names = {name for names in found.values() for name in names} | found.keys()
            hits = calls(outline.data, names - {b"", outline.stem})
            _add(found, outline.wrappers(hits))
            if sum(map(len, found.values())) == before:
                break
        names = {name for names in found.values() for name in names} | found.keys()
        return frozenset(name.decode("latin-1") for name in names - {b"", outline.stem})

    def _is_candidate(self, path: str, data: bytes) -> bool:
        """Whether a file can matter by itself; asked twice of files that others import."""
        known = self._matters.get(path)
        if known is None or known[0] != hash(data):
            known = self._matters[path] = (hash(data), self._catalogue.may_matter(data))
        return known[1]

    def _bytes(self, path: str) -> bytes:
        given, data = self._given
        return data if given == path else self.read(path) or b""

    def _visit(self, start: str) -> None:
        """Settle all files that one reaches by import, each cycle of imports after what it leads to."""
        nodes: dict[str, _Node] = {}

        def enter(path: str) -> tuple[str, ...]:
            nodes[path] = self._node(path)
            return nodes[path].imports

        for members in components(start, enter, self._carried):
            self._settle({path: nodes.pop(path) for path in members})

    def _node(self, path: str) -> _Node:
        raw = self._bytes(path)
        outline = _outline(path, raw)
        folders: set[str] = set()
        targets: dict[str, None] = {}
        last: set[str] = set()
        renames: list[tuple[bytes, bytes]] = []
        layout = self.layout
        for one in imports(outline.data) if layout is not None else ():
            targets.update(dict.fromkeys(layout.files(path, one, folders)) if layout is not None else ())
            last.update(name.rpartition(".")[2] for name in one.names)
            for name, local in one.renamed:
                renames.append((name.rpartition(".")[2].encode("latin-1"), local.encode("latin-1")))
        targets.pop(path, None)
        bound = {name.encode("latin-1") for name in last} | {local for _, local in renames}
        if self.seen is not None:
            self.seen[path] = Seen(digest(raw), tuple(targets), frozenset(folders))
        return _Node(outline, tuple(targets), frozenset(bound), tuple(renames))

    def _settle(self, members: dict[str, _Node]) -> None:
        """What the files of one cycle of imports (mostly one file) can see."""
        carried = 0
        for node in members.values():
            for other in node.imports:
                carried |= self._carried.get(other, 0)
        for path, node in members.items():
            if self._is_candidate(path, node.data):
                pattern = self._catalogue.lending_pattern()
                hits = [hit.start() for hit in pattern.finditer(node.data) if not is_lock(node.data, hit)]
                pools = {match[1] for match in self._catalogue.called_pools.finditer(node.data)}
                carried |= self._index.bits((name, b"", 1) for name in pools)
                pairs = node.outline.wrappers([*hits, *calls(node.data, pools)])
                carried |= self._index.bits((word, name, 1) for word, name in pairs)
        for _ in range(_ROUNDS if carried else 0):
            before = carried
            for node in members.values():
                for name, local in node.renamed:
                    names = self._index.names(name, carried)
                    carried |= self._index.bits((local, one, depth) for one, depth in names.items())
                seen = self._index.mentioned(node, carried)
                if seen != node.settled:
                    node.settled = seen
                    carried |= self._wrapping(node, seen)
            if carried == before:
                break
        for path, node in members.items():
            self._carried[path] = carried
            names = _called(self._index.mentioned(node, carried), node) if carried else {}
            generic = self._catalogue.generic_names()
            self._lending[path] = frozenset(name.decode("latin-1") for name in names.keys() - generic)

    def _wrapping(self, node: _Node, seen: Mapping[bytes, Names]) -> int:
        """What a file adds that mentions these words: wrappers, classes, instances, annotations."""
        found = 0
        wrapped, generic = _called(seen, node), self._catalogue.generic_names()
        for depth in range(1, _DEEPEST):
            names = {name for name, at in wrapped.items() if at == depth} - generic
            pairs = node.outline.wrappers(calls(node.data, names))
            found |= self._index.bits((word, name, depth + 1) for word, name in pairs)
        found |= self._index.bits(node.outline.carriers(seen))
        return found | self._index.bits(node.outline.annotations(self._catalogue.providing_pattern, seen))


def _outline(path: str, data: bytes) -> Outline:
    folder, base = os.path.split(path)
    stem = os.path.basename(folder) if base == "__init__.py" else base.removesuffix(".py")
    if b"\r" in data:  # what is looked for ends with its line
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Outline(data, stem.encode("utf-8", "surrogateescape"))


def _add(carried: dict[bytes, set[bytes]], more: Pairs) -> None:
    for word, name in more:
        carried.setdefault(word, set()).add(name)


def _called(seen: Mapping[bytes, Names], node: _Node) -> dict[bytes, int]:
    """The functions that a text imports, or calls while a word that carries them stands in it."""
    found = {word: names[b""] for word, names in seen.items() if b"" in names and word in node.imported}
    wanted: dict[bytes, int] = {}
    for names in seen.values():
        for name, depth in names.items():
            wanted[name] = min(depth, wanted.get(name, depth))
    mentioned = node.mentions(wanted.keys() - {b""})
    for _, name in called(node.data, mentioned):
        found[name] = min(wanted[name], found.get(name, _DEEPEST))
    return found
