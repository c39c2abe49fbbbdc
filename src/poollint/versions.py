"""Which versions of a library a project may run with, as its own files tell.

The settings count first, then the nearest folder, from the file's up to the project root, that says anything:
its lock files, else what it declares. So the answer depends on where a file lies and on its project, never
on what is installed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from poollint.seen import DECLARED, LOCKS, requires

Version = tuple[int, ...]

_CLAUSE = re.compile(r"(===?|~=|!=|<=|>=|<|>|\^|~)?\s*v?(\d+(?:\.\d+)*)(\.\*)?")
_MANY = (1 << 30,)


class Bounds(NamedTuple):
    """All versions from `low` up to, without, `high`."""

    low: Version = (0,)
    high: Version = _MANY

    def meets(self, since: Version | None, before: Version | None) -> bool:
        """Whether some version of these lies in the range `since` (first) to `before` (first not)."""
        return (before is None or self.low < before) and (since is None or since < self.high)


ANY = Bounds()


class Versions:
    """`bounds(path, library)`; `read` gives the bytes of a file, None where it can't.

    `given` are the settings: library to specifier. `entries` the names in a folder. Without `read`
    nothing else is looked at.
    """

    def __init__(
        self,
        root: str,
        given: Mapping[str, str],
        read: Callable[[str], bytes | None] | None = None,
        entries: Callable[[str], Iterable[str]] = os.listdir,
    ) -> None:
        self._root = os.path.abspath(root)
        self._given = {_plain(name): specifier for name, specifier in given.items()}
        self._read = read
        self._entries = entries
        self._said: dict[tuple[str, str], Bounds | None] = {}

    def bounds(self, path: str, library: str) -> Bounds:
        """The versions of `library` that the file at the absolute `path` may meet."""
        library = _plain(library)
        if library in self._given:
            return specified(self._given[library]) or ANY
        folder = os.path.dirname(path)
        while self._read is not None:
            said = self._in_folder(folder, library)
            if said is not None:
                return said
            parent = os.path.dirname(folder)
            if folder == self._root or parent == folder:
                break
            folder = parent
        return ANY

    def _in_folder(self, folder: str, library: str) -> Bounds | None:
        key = (folder, library)
        if key not in self._said:
            names = self._names(folder)
            required = sorted(name for name in names if requires(name))
            self._said[key] = self._of_files(folder, [n for n in LOCKS if n in names], library, _locked)
            if self._said[key] is None:
                declared = [*required, *(name for name in DECLARED if name in names)]
                self._said[key] = self._of_files(folder, declared, library, _declared)
        return self._said[key]

    def _names(self, folder: str) -> frozenset[str]:
        try:
            return frozenset(self._entries(folder))
        except OSError:
            return frozenset()

    def _of_files(
        self, folder: str, names: list[str], library: str, find: Callable[[str, str], Iterator[str]]
    ) -> Bounds | None:
        assert self._read is not None
        found: list[Bounds] = []
        for name in names:
            text = (self._read(os.path.join(folder, name)) or b"").decode("utf-8", "replace")
            found.extend(b for said in find(text, library) if (b := specified(said)) is not None)
        return _around(found)


def specified(text: str) -> Bounds | None:
    """The versions that a specifier allows (PEP 440, Poetry's `^` and `~`); None where it says nothing."""
    found = ANY
    said = False
    for operator, number, star in _CLAUSE.findall(text):
        version = tuple(map(int, number.split(".")))
        low, high = _clause(operator, version, bool(star))
        found = Bounds(max(found.low, low), min(found.high, high))
        said = said or operator != "!="
    return found if said else None


def _clause(operator: str, version: Version, star: bool) -> Bounds:
    exact = (*version, 0)  # the first that is behind it
    if star:
        return Bounds(version, _next(version)) if operator != "!=" else ANY
    if operator in ("", "==", "==="):
        return Bounds(version, exact)
    if operator == "~=":
        return Bounds(version, _next(version[:-1] or version))
    if operator == "~":
        return Bounds(version, _next(version[:2]))
    if operator == "^":
        first = next((index for index, part in enumerate(version) if part), len(version) - 1)
        return Bounds(version, _next(version[: first + 1]))
    if operator == ">=":
        return Bounds(version, _MANY)
    if operator == ">":
        return Bounds(exact, _MANY)
    if operator == "<":
        return Bounds((0,), version)
    return Bounds((0,), exact) if operator == "<=" else ANY


def _next(version: Version) -> Version:
    return (*version[:-1], version[-1] + 1)


def _around(found: Iterable[Bounds]) -> Bounds | None:
    """What all of several statements allow together: each may hold for an installation of its own."""
    bounds = list(found)
    return Bounds(min(b.low for b in bounds), max(b.high for b in bounds)) if bounds else None


def _locked(text: str, library: str) -> Iterator[str]:
    """The versions in a lock file."""
    name = _pattern(library)
    for match in re.finditer(rf'(?m)^name = "{name}"\r?\nversion = "([^"]+)"', text):
        yield match[1]
    for match in re.finditer(rf'"{name}": \{{[^{{}}]*"version": "([^"]+)"', text):
        yield match[1]


def _declared(text: str, library: str) -> Iterator[str]:
    """The specifiers of a library in requirements, in a list of strings, or as a key of Poetry's."""
    name = _pattern(library)
    extras = r"(?:[ \t]*\[[^\]\n]*\])?"
    for match in re.finditer(
        rf"(?im)(?:^[ \t]*|[\"']){name}{extras}[ \t]*((?:[<>=!~]=?|===)[^\"';#\n]*)", text
    ):
        if not match[1].lstrip("= \t").startswith(("{", '"', "'")):
            yield match[1]
    for match in re.finditer(
        rf'(?im)^[ \t]*"?{name}"?[ \t]*=[ \t]*(?:\{{[^}}\n]*\bversion[ \t]*=[ \t]*)?"([^"\n]*)"', text
    ):
        yield match[1]


def _pattern(library: str) -> str:
    return r"[-_.]".join(map(re.escape, library.split("-")))


def _plain(library: str) -> str:
    return re.sub(r"[-_.]+", "-", library).lower()
