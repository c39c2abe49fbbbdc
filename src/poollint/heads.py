"""Which definitions of a file hand on what a lending call gave, or give something back: judged by its lines.

A definition is a `Head`: no parser is run. What stands here leans towards yes where lines can't tell.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

_HEADS = re.compile(rb"^([ \t]*)(?:async[ \t]+)?(def|class)[ \t]+(\w+)([^\n]*)", re.MULTILINE)
_CLASS = re.compile(rb"class[ \t]+(\w+)[ \t]*\(([^\n]*)")
_ASSIGNED = re.compile(rb"^[ \t]*(?:(\w+)|(?:self|cls)\.\w+)[ \t]*(?::[^=\n]+)?=(?!=)")
_WORD = re.compile(rb"\w+")
_RETURN = re.compile(rb"\breturn\b([^\n]*)")
_SOURCE = re.compile(rb"=\s*(\w+)")
_BRACKET = re.compile(rb"[(){}\[\]]")
_CALLEE = re.compile(rb"[\w.]*$")
_AS_OWN = re.compile(rb" as (?:self|cls)\.")
_NO_WORD = bytes(code if re.match(rb"\w", bytes([code])) else 32 for code in range(256))
"""Everything that is in no word becomes a space."""
_CONTINUED = (b"(", b"[", b"{", b",", b"\\", b"=", b"+", b"|")
_LONGEST = 2_000
"""How far the end of a call or signature is looked for, in bytes."""
_OWN = re.compile(rb"\b(?:self|cls)\.\w")
_LOCK = re.compile(rb"lock|mutex|sem|cond|event|barrier", re.IGNORECASE)
_SPECIAL = frozenset({b"__init__", b"__enter__", b"__aenter__", b"__exit__", b"__aexit__", b"__call__"})
_SELF = frozenset({b"self", b"cls"})


class Head(NamedTuple):
    """A `def` or `class` in the text: its place, its indentation in columns, the rest of its line."""

    start: int
    end: int
    indent: int
    is_class: bool
    name: bytes
    rest: bytes


class Outline:
    """The definitions of one text, found on first need; `stem` is the last part of its module's name.

    `words` has each word once for many texts. A text that is not kept is read again with `read` on each need.
    """

    def __init__(self, data: bytes, stem: bytes, words: dict[bytes, bytes] | None = None) -> None:
        self._data: bytes | Callable[[], bytes] = data
        self.stem = stem
        self._shared = {} if words is None else words

    @property
    def data(self) -> bytes:
        """The text."""
        return self._data if isinstance(self._data, bytes) else self._data()

    def let_go(self, read: Callable[[], bytes]) -> None:
        """Keep the text no longer."""
        self._data = read

    @cached_property
    def words(self) -> tuple[bytes, ...]:
        """The words that stand in the text, each once."""
        return tuple(self._shared.setdefault(word, word) for word in {*self.data.translate(_NO_WORD).split()})

    @cached_property
    def heads(self) -> list[Head]:
        """All definitions, in order."""
        return _heads(self.data)

    @cached_property
    def _starts(self) -> list[int]:
        return [head.start for head in self.heads]

    def wrappers(self, hits: Iterable[int]) -> Iterator[tuple[bytes, bytes]]:
        """(carrying word, function) for functions that hand on what a call lent, or give something back.

        `hits` are the places of such calls.
        """
        places = list(hits)
        if not places:
            return
        data, heads = self.data, self.heads
        found: dict[int, list[_Hit]] = {}
        for place in places:
            hit = _hit(data, place)
            stripped = hit.line.lstrip()
            if stripped.startswith((b"class ", b"@", b"#", b"import ", b"from ")):
                continue
            indent = len(hit.line[: len(hit.line) - len(stripped)].expandtabs())
            if stripped.startswith((b"def ", b"async def ")):
                # A function on one line; the hit may also stand in a default value.
                indent += 1
                body = stripped.rpartition(b"):")[2].lstrip()
                hit = hit._replace(line=body, statement=body)
            index = self._enclosing(hit.start, indent)
            if index is not None:
                found.setdefault(index, []).append(hit)
        owners = {index: _class_around(heads, index) for index in found}
        holders = {owners[index] for index, several in found.items() if any(map(_is_kept, several))}
        for index, several in found.items():
            head, owner = heads[index], owners[index]
            if not _hands_on(data[head.start : head.end], several, owner is not None and owner in holders):
                continue
            if owner is not None:
                special = head.name in _SPECIAL
                if special or not _is_dunder(head.name):  # the others aren't called by their names
                    yield owner.name, b"" if special else head.name
            elif head.indent == 0 or not head.name.startswith(b"test"):
                yield head.name, b""
                yield self.stem, head.name

    def carriers(self, carried: Mapping[bytes, Mapping[bytes, int]]) -> Iterator[tuple[bytes, bytes, int]]:
        """What a file derives from a class that carries something, makes of it, or keeps it in.

        `carried` has the names with their depths by word; the result is (word, name, depth).
        """
        data = self.data
        for match in _CLASS.finditer(data):
            for word in _WORD.findall(match[2]):
                for name, depth in carried.get(word, {}).items():
                    yield match[1], name, depth
        made = {word for word, names in carried.items() if names.keys() != {b""}}
        for place, word in self.called(made):
            line_start = data.rfind(b"\n", 0, place) + 1
            line = data[line_start:place]
            stripped = line.lstrip()
            assigned = _ASSIGNED.match(line)
            indent = len(line[: len(line) - len(stripped)].expandtabs())
            index = self._enclosing(line_start, indent)
            carriers = (
                [assigned[1]] if assigned is not None and assigned[1] is not None and index is None else []
            )
            if index is not None and (stripped.startswith((b"return ", b"yield ")) or assigned is not None):
                owner = _class_around(self.heads, index)
                carriers.append(owner.name if owner is not None else self.heads[index].name)
            for carrier in carriers:
                for name, depth in carried[word].items():
                    if name:
                        yield carrier, name, depth

    def annotations(
        self, marks: re.Pattern[bytes], carried: Mapping[bytes, Mapping[bytes, int]]
    ) -> Iterator[tuple[bytes, bytes, int]]:
        """The names that a file gives to annotations which have a framework fill a parameter."""
        for match in marks.finditer(self.data):
            depth = carried.get(match[1], {}).get(b"")
            if depth is not None:
                line = self.data[self.data.rfind(b"\n", 0, match.start()) + 1 : match.start()]
                assigned = _ASSIGNED.match(line)
                if assigned is not None and assigned[1] is not None:
                    yield assigned[1], b"", depth

    def called(self, names: Collection[bytes]) -> Iterator[tuple[int, bytes]]:
        """Where a function or method with one of these names is called, and which, in order."""
        if names:
            yield from ((place, name) for place, name in zip(*self._calls, strict=True) if name in names)

    def calls(self, names: Collection[bytes]) -> list[int]:
        """Where one of `names` is called."""
        return [place for place, _ in self.called(names)]

    @cached_property
    def _calls(self) -> tuple[array[int], tuple[bytes, ...]]:
        """Where something is called, and what: flat, since thousands of files may import each other."""
        data = self.data
        words = data.translate(_NO_WORD)
        places, names = array("Q"), []
        at = 0
        for part in data.split(b"(")[:-1]:  # four times as fast as an expression for a word and `(`
            end = at + len(part.rstrip(b" \t"))
            start = words.rfind(b" ", 0, end) + 1
            if start < end:
                name = data[start:end]
                places.append(start)
                names.append(self._shared.setdefault(name, name))
            at += len(part) + 1
        return places, tuple(names)

    def _enclosing(self, offset: int, indent: int) -> int | None:
        """The innermost `def` around a line."""
        index = bisect_right(self._starts, offset) - 1
        while index >= 0:
            head = self.heads[index]
            if head.indent < indent and offset < head.end and not head.is_class:
                return index
            index -= 1
        return None


class _Hit(NamedTuple):
    """One call that lends, gives back, or goes on to what does.

    `line` is that on which its statement begins, `statement` the text from there to the end of the call.
    """

    start: int
    line: bytes
    statement: bytes
    callee: bytes
    arguments: bytes


def _heads(data: bytes) -> list[Head]:
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
        Head(match.start(), end, indent, match[2] == b"class", match[3], match[4])
        for match, end, indent in zip(found, ends, indents, strict=True)
    ]


def is_lock(data: bytes, hit: re.Match[bytes]) -> bool:
    """Whether a lending verb stands on what is called a lock."""
    rest = _WORD.match(data, hit.start())  # a match may begin at the `pool` of a name
    end = rest.end() if rest is not None else hit.start()
    before = _WORD.findall(data[max(0, hit.start() - 40) : end])
    if not before or before[-1].lower().rstrip(b"s_").endswith(b"pool"):
        return False  # a `lock_pool` lends locks
    return _LOCK.search(before[-1]) is not None


def _hit(data: bytes, place: int) -> _Hit:
    start = data.rfind(b"\n", 0, place) + 1
    while start > 0 and data[data.rfind(b"\n", 0, start - 1) + 1 : start].rstrip()[-1:] in _CONTINUED:
        start = data.rfind(b"\n", 0, start - 1) + 1
    opened = data.find(b"(", place)
    end = _closing(data, opened)
    first = data.find(b"\n", start)
    callee = _CALLEE.search(data[max(start, opened - 200) : opened].rstrip())
    return _Hit(
        start,
        data[start : first if first >= 0 else len(data)],
        data[start:end].lstrip(),
        callee[0] if callee is not None else b"",
        data[opened + 1 : end],
    )


def _closing(data: bytes, opened: int) -> int:
    """Where the parenthesis at `opened` is closed; brackets in strings don't matter here."""
    depth = 0
    for match in _BRACKET.finditer(data, opened, opened + _LONGEST):
        depth += 1 if match[0] in b"([{" else -1
        if depth == 0:
            return match.start()
    return min(len(data), opened + _LONGEST)


def _is_dunder(name: bytes) -> bool:
    return name.startswith(b"__") and name.endswith(b"__")


def _is_kept(hit: _Hit) -> bool:
    """Whether what a call gives goes into an attribute of the object whose method it stands in."""
    assigned = _ASSIGNED.match(hit.line)
    return (assigned is not None and assigned[1] is None) or _AS_OWN.search(hit.statement) is not None


def _class_around(heads: list[Head], index: int) -> Head | None:
    """The class whose method a `def` is."""
    indent = heads[index].indent
    for outer in range(index - 1, -1, -1):
        if heads[outer].indent < indent:
            return heads[outer] if heads[outer].is_class else None
    return None


def _hands_on(body: bytes, hits: list[_Hit], holder: bool) -> bool:
    """Whether the function with this text may lend or give back by these calls.

    A function that takes something out and gives it back lends nothing, and one that calls `sem.release()` on
    something that was never lent to it gives nothing back. `holder`: its class keeps what it takes out.
    """
    names = frozenset(_WORD.findall(body[: _closing(body, body.find(b"("))])) - _SELF
    gives = keeps = False
    passed: frozenset[bytes] | None = None
    for hit in hits:
        if hit.statement.startswith((b"with ", b"async with ")):
            if _AS_OWN.search(body, body.find(hit.line)):
                return True
            keeps = True
        elif hit.statement.startswith((b"return ", b"return(", b"yield ")):
            return True
        elif (assigned := _ASSIGNED.match(hit.line)) is None:
            gives = gives or _gives(hit, names, holder)
        elif assigned[1] is None:
            return True  # an attribute
        else:
            if passed is None:
                passed = _passed_on(body)
            if assigned[1] in passed:
                return True
            keeps = True
    return (gives or keeps) if b"yield" in body else gives and not keeps


def _passed_on(body: bytes) -> frozenset[bytes]:
    """The words that are returned, or assigned to something else."""
    returned = b" ".join(_RETURN.findall(body))
    return frozenset(_WORD.findall(returned)) | frozenset(_SOURCE.findall(body))


def _gives(hit: _Hit, names: frozenset[bytes], holder: bool) -> bool:
    """Whether a call in a statement of its own may give back what came in, or what `self` keeps."""
    if _OWN.search(hit.arguments) or not names.isdisjoint(_WORD.findall(hit.arguments)):
        return True
    receiver = hit.callee.split(b".")[:-1]
    if not receiver:
        return False
    if receiver[0] in _SELF:
        return holder
    if not receiver[0]:  # `self.all[key].release()`
        return _OWN.search(hit.statement) is not None or not names.isdisjoint(_WORD.findall(hit.statement))
    return receiver[0] in names and len(receiver) == 1
