"""Which functions a file can see by import that may lend objects or take them back: a look at bytes alone.

It decides which files without a verb of the catalogue are worth parsing, and which functions of other files
are worth looking up. It leans towards naming too much: what a function really does is judged later, from its
definition. The answer for a file depends on that file and on those that it reaches by import.

A function is seen under its name where that is imported, or on something that *carries* it: its module, its
class, a subclass, an instance, and what makes or keeps one of these.
"""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import partial

from poollint.catalogue import Catalogue
from poollint.graph import components
from poollint.heads import Outline, is_lock
from poollint.imports import imports
from poollint.layout import Layout
from poollint.seen import Seen, digest

_FEW = 24
"""Up to so many words are looked for one by one; beyond, a text is split into words once."""
_NONE: frozenset[str] = frozenset()
"""What most files see, one for all."""
_MOST_HELD = 16_000_000
"""So many bytes of files whose cycle of imports is not done are kept; the others are read again."""
_ROUNDS = 3
"""How often wrappers of wrappers are looked for inside one cycle of imports."""
_DEPTH = 8
"""How deep they are looked for inside one file; summaries are not followed so far."""

_BUILT_IN = frozenset(name.encode() for name in dir(builtins))
_DEEPEST = 3
"""Wrappers of wrappers of wrappers: by names alone, a longer chain says more of names than of pools."""

Pairs = Iterable[tuple[bytes, bytes]]
"""(word that carries something, name of a function that may lend or take back on it).

A function's own name carries the empty word: to import it is enough.
"""
Names = Mapping[bytes, int]
"""Names of functions, each with its depth: 1 where a verb of the catalogue stands in it."""


class _Index:
    """What words carry, by the cycle of imports that adds it: a set of cycles is the bits of one integer.

    What thousands of files see is mostly the same, and grows with the project.
    """

    def __init__(self) -> None:
        self._added: list[dict[bytes, dict[bytes, int]]] = []  # by cycle: word -> what it carries
        self._words: dict[bytes, int] = {}  # word -> the cycles that add to it
        self._sets: dict[int, int] = {}

    def add(self, triples: Iterable[tuple[bytes, bytes, int]], carried: int, own: int | None) -> int | None:
        """Let a cycle, which `own` numbers, add to what is `carried`; its number, None without any."""
        known: dict[bytes, dict[bytes, int]] = {}
        for word, name, depth in triples:
            if word not in known:
                known[word] = self.names(word, carried if own is None else carried | 1 << own)
            if known[word].get(name, depth + 1) > depth:
                if own is None:
                    own = len(self._added)
                    self._added.append({})
                known[word][name] = self._added[own].setdefault(word, {})[name] = depth
                self._words[word] = self._words.get(word, 0) | 1 << own
        return own

    def names(self, word: bytes, carried: int) -> dict[bytes, int]:
        """What `word` carries, as far as `carried` has it."""
        found: dict[bytes, int] = {}
        for cycle in _numbers(carried & self._words.get(word, 0)):
            added = self._added[cycle][word]
            found.update(added if not found else _nearest(added, found))
        return found

    def mentioned(self, node: _Node, carried: int) -> dict[bytes, Names]:
        """The words of a text that carry something, with what they carry."""
        few = carried.bit_count() <= _FEW
        of_few = {word for cycle in _numbers(carried) for word in self._added[cycle]} if few else set()
        words = node.mentions(of_few if few else self._words.keys())
        return {word: names for word in words if (names := self.names(word, carried))}

    def one(self, carried: int) -> int:
        """The same set, kept once however many files have it."""
        return self._sets.setdefault(carried, carried)


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _nearest(added: Names, found: Names) -> dict[bytes, int]:
    """The names of `added` that `found` has not, or has deeper."""
    return {name: depth for name, depth in added.items() if found.get(name, depth + 1) > depth}


@dataclass
class _Node:
    """One file in the graph of imports. What is costly is found on first need."""

    outline: Outline
    imports: tuple[str, ...]  # files
    imported: frozenset[bytes]  # names that the imports bind or lead to
    renamed: tuple[tuple[bytes, bytes], ...]  # (name, local name) of `import name as local name`
    settled: Mapping[bytes, Names] = field(default_factory=dict)  # what `_wrapping` was last asked with
    _is_split: bool = False

    @property
    def data(self) -> bytes:
        return self.outline.data

    def mentions(self, words: AbstractSet[bytes]) -> AbstractSet[bytes]:
        """Those of `words` that stand in the text."""
        if not self._is_split:
            data = self.data if len(words) <= _FEW else b""
            if len(words) <= _FEW and not any(word in data for word in words):
                return frozenset()
            self._is_split = True
        return {word for word in self.outline.words if word in words}


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

    def told(self) -> Mapping[str, frozenset[str]]:
        """All answers of `lending` so far, for a `Reach` in another process."""
        return self._lending

    def tell(self, answers: Mapping[str, frozenset[str]], seen: Mapping[str, Seen] | None = None) -> None:
        """Take over what another `Reach` has found in the same files: answers, and what these rest on."""
        self._lending.update(answers)
        if seen:
            self.record()
            assert self.seen is not None
            self.seen.update(seen)

    def handing_on(self, path: str) -> frozenset[str]:
        """The functions of the file at `path` that may lend or take back, by any verb of the catalogue."""
        outline = _outline(path, self._bytes(path))
        found: dict[bytes, set[bytes]] = {}
        sieve = self._catalogue.sieve
        company = sieve.company(outline.data)
        hits = list(sieve.taking(outline.data, company))
        if company.is_poolish:
            hits.extend(match.start() for match in self._catalogue.candidate_pattern().finditer(outline.data))
        _add(found, outline.wrappers(hits))
        for _ in range(_DEPTH):
            before = sum(map(len, found.values()))
            names = {name for names in found.values() for name in names} | found.keys()
            _add(found, outline.wrappers(outline.calls(names - {b"", outline.stem})))
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
        held: dict[str, int] = {}
        words: dict[bytes, bytes] = {}

        def enter(path: str) -> tuple[str, ...]:
            node = nodes[path] = self._node(path, words)
            if sum(held.values()) > _MOST_HELD:
                node.outline.let_go(partial(self._text, path))
            else:
                held[path] = len(node.data)
            return node.imports

        for members in components(start, enter, self._carried):
            self._settle({path: nodes.pop(path) for path in members})
            for path in members:
                held.pop(path, None)

    def _text(self, path: str) -> bytes:
        return _with_plain_ends(self._bytes(path))

    def _node(self, path: str, words: dict[bytes, bytes]) -> _Node:
        raw = self._bytes(path)
        outline = _outline(path, raw, words)
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
        index, own = self._index, None
        for path, node in members.items():
            if self._is_candidate(path, node.data):
                pattern = self._catalogue.lending_pattern()
                hits = [hit.start() for hit in pattern.finditer(node.data) if not is_lock(node.data, hit)]
                pools = {match[1] for match in self._catalogue.called_pools.finditer(node.data)}
                stem = node.outline.stem
                made = ((word, name, 1) for pool in pools for word, name in ((pool, b""), (stem, pool)))
                own = index.add(made, carried, own)
                pairs = node.outline.wrappers([*hits, *node.outline.calls(pools)])
                own = index.add(((word, name, 1) for word, name in pairs), carried, own)
        for _ in range(_ROUNDS):
            carried |= 0 if own is None else 1 << own
            if not carried:
                break
            changed = False
            for node in members.values():
                for name, local in node.renamed:
                    names = index.names(name, carried)
                    own = index.add(((local, one, depth) for one, depth in names.items()), carried, own)
                carried |= 0 if own is None else 1 << own
                seen = index.mentioned(node, carried)
                if seen != node.settled:
                    node.settled, changed = seen, True
                    own = index.add(self._wrapping(node, seen), carried, own)
            if not changed:
                break
        carried = index.one(carried | (0 if own is None else 1 << own))
        for path, node in members.items():
            self._carried[path] = carried
            seen = index.mentioned(node, carried) if carried else {}
            generic = self._catalogue.generic_names()
            lending = _called(seen, node).keys() - generic
            self._lending[path] = frozenset(name.decode("latin-1") for name in lending) if lending else _NONE

    def _wrapping(self, node: _Node, seen: Mapping[bytes, Names]) -> Iterator[tuple[bytes, bytes, int]]:
        """What a file adds that mentions these words: wrappers, classes, instances, annotations."""
        wrapped, generic = _called(seen, node), self._catalogue.generic_names()
        for depth in range(1, _DEEPEST):
            names = {name for name, at in wrapped.items() if at == depth} - generic
            pairs = node.outline.wrappers(node.outline.calls(names))
            yield from ((word, name, depth + 1) for word, name in pairs)
        yield from node.outline.carriers(seen)
        if node.mentions(self._catalogue.providing_words):
            yield from node.outline.annotations(self._catalogue.providing_pattern, seen)


def _outline(path: str, data: bytes, words: dict[bytes, bytes] | None = None) -> Outline:
    folder, base = os.path.split(path)
    stem = os.path.basename(folder) if base == "__init__.py" else base.removesuffix(".py")
    return Outline(_with_plain_ends(data), stem.encode("utf-8", "surrogateescape"), words)


def _with_plain_ends(data: bytes) -> bytes:
    """The same with `\n` at the end of each line: what is looked for ends with its line."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in data else data


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
    data = node.data if mentioned else b""
    for at, name in node.outline.called(mentioned):
        if name in _BUILT_IN and node.imported.isdisjoint((name, b"*")) and data[at - 1 : at] != b".":
            continue  # `open(path)` is that of Python
        found[name] = min(wanted[name], found.get(name, _DEEPEST))
    return found
