"""What a name at the top of a file stands for, as far as its bytes tell.

Most imported names are functions and classes. Asked whether one is a pool, the file that defines it need not
be parsed: a function is none, and a class is what it is derived from.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from poollint.imports import imports
from poollint.layout import Layout

_DEFINED = re.compile(rb"^(?:async[ \t]+)?(def|class)[ \t]+(\w+)", re.MULTILINE)
_INNER_CLASS = re.compile(rb"^[ \t]+class[ \t]+(\w+)", re.MULTILINE)
_BASES = re.compile(rb"[ \t]*\(([^()]{0,500})\)[ \t]*:")
_COMMENT = re.compile(rb"#[^\n]*")
_NAME = re.compile(r"[A-Za-z_][\w.]*")
_HOPS = 8

Place = tuple[str, str]
"""A file, and a name at its top."""


class Sketch:
    """The top of one file: its functions, its classes with their bases, and what its imports bind.

    `classes` has the bases as written, None where bytes can't tell.
    """

    def __init__(self, data: bytes) -> None:
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._data = data
        self.functions: set[str] = set()
        self.classes: dict[str, tuple[str, ...] | None] = {}
        for match in _DEFINED.finditer(data):
            name = match[2].decode("latin-1")
            if match[1] == b"def":
                self.functions.add(name)
            else:
                self.classes[name] = None if name in self.classes else _bases(data, match.end())
        for word in _INNER_CLASS.findall(data):
            if (name := word.decode("latin-1")) in self.classes:
                self.classes[name] = None
        self.stars: list[str] = []
        self._imported: dict[str, set[str]] = {}
        self._origins: dict[str, str] = {}
        for one in imports(data):
            renamed = dict(one.renamed)
            for name, full in zip(one.names, one.dotted(), strict=True):
                if name == "*":
                    self.stars.append(one.origin)
                    continue
                local = renamed.get(name) or (name if one.origin else name.partition(".")[0])
                whole = full if one.origin or name in renamed else local
                self._imported.setdefault(local, set()).add(whole)

    def origin(self, name: str) -> str:
        """The dotted name that an import binds `name` to, where nothing else may bind it; else empty."""
        found = self._origins.get(name)
        if found is None:
            found = self._origins[name] = self._origin(name)
        return found

    def _origin(self, name: str) -> str:
        origins = self._imported.get(name, set())
        if len(origins) != 1:
            return ""
        word = re.escape(name.encode("latin-1"))
        if re.search(rb"\b%s[ \t]*=(?!=)|^[ \t]*%s[ \t]*:" % (word, word), self._data, re.MULTILINE):
            return ""
        return next(iter(origins))

    def lacks(self, name: str) -> bool:
        """Whether the text surely binds no such name by itself; one of `stars` may bring it."""
        return name.encode("latin-1", "replace") not in self._data

    def is_imported(self, name: str) -> bool:
        """Whether any import binds `name`."""
        return name in self._imported


def _bases(data: bytes, end: int) -> tuple[str, ...] | None:
    if data[end : end + 1] == b":":
        return ()
    match = _BASES.match(data, end)
    if match is None:
        return None
    parts = [part.strip() for part in _COMMENT.sub(b"", match[1]).decode("latin-1").split(",")]
    return tuple(part for part in parts if _NAME.fullmatch(part))


class Sketches:
    """The sketches of the files of a project; `read` gives the bytes of one, None where it can't."""

    def __init__(self, layout: Layout, read: Callable[[str], bytes | None]) -> None:
        self._layout = layout
        self._read = read
        self._known: dict[str, Sketch] = {}
        self._outside: dict[Place, tuple[str, ...] | None] = {}
        self._places: dict[Place, Place | None] = {}

    def sort(self, importer: str, dotted: str) -> Literal["class", "function", "module", "none", ""]:
        """What `dotted`, as written in the file `importer`, stands for in the project.

        `module` is a whole one, `none` nothing in the project; empty is what bytes can't tell.
        """
        found = self._layout.find(importer, dotted)
        if found is None:
            return "none"
        if not found[1]:
            return "module"
        place = self.place(importer, dotted)
        if place is None:
            return ""
        path, name = place
        if not name:
            return "none"
        first, dot, _ = name.partition(".")
        sketch = self._sketch(path)
        if first in sketch.classes:
            return "" if dot else "class"
        if first in sketch.functions:
            return "none" if dot else "function"
        return ""

    def may_be_value(self, importer: str, dotted: str) -> bool:
        """Whether `dotted`, as written in the file `importer`, may stand for a value of the project."""
        return not self.sort(importer, dotted)

    def outside(self, importer: str, dotted: str) -> tuple[str, ...] | None:
        """The names of other libraries that the class `dotted` is derived from, all of them in full.

        The name itself where that is not of the project. None where bytes can't tell.
        """
        if self._layout.find(importer, dotted) is None:
            return (dotted,)
        place = self.place(importer, dotted)
        if place is None:
            return None
        return self._settled(*place) if place[1] else (dotted,)

    def _settled(self, path: str, name: str) -> tuple[str, ...] | None:
        if (path, name) not in self._outside:
            self._outside[path, name] = ()  # in a cycle
            self._outside[path, name] = self._derived(path, name)
        return self._outside[path, name]

    def _derived(self, path: str, name: str) -> tuple[str, ...] | None:
        sketch = self._sketch(path)
        bases = sketch.classes.get(name)
        if bases is None:
            return None
        found: dict[str, None] = {}
        for base in bases:
            inherited = self._inherited(path, sketch, base)
            if inherited is None:
                return None
            found.update(dict.fromkeys(inherited))
        return tuple(found)

    def _inherited(self, path: str, sketch: Sketch, base: str) -> tuple[str, ...] | None:
        if base in sketch.classes:
            return self._settled(path, base)
        first, dot, rest = base.partition(".")
        origin = sketch.origin(first)
        if not origin:
            return None if sketch.is_imported(first) else (base,)
        full = origin + dot + rest
        inherited = self.outside(path, full)
        return None if inherited is None else (full, *inherited)

    def place(self, importer: str, dotted: str) -> Place | None:
        """The file that defines what `dotted` leads to, and its name there, through re-exports.

        The name is empty where the last file has none such. None where bytes can't tell.
        """
        key = (importer, dotted)
        if key not in self._places:
            self._places[key] = self._place(importer, dotted, _HOPS)
        return self._places[key]

    def _place(self, importer: str, dotted: str, hops: int) -> Place | None:
        found = self._layout.find(importer, dotted)
        if found is None or not found[1] or hops <= 0:
            return None
        path, names = found
        sketch = self._sketch(path)
        if names[0] in sketch.classes or names[0] in sketch.functions:
            return path, ".".join(names)
        if sketch.lacks(names[0]):
            return self._by_star(path, sketch, names, hops)
        origin = sketch.origin(names[0])
        if not origin:
            return None
        return self._place(path, ".".join((origin, *names[1:])), hops - 1)

    def _by_star(self, path: str, sketch: Sketch, names: tuple[str, ...], hops: int) -> Place | None:
        for origin in sketch.stars:
            dotted = ".".join((origin, *names)) if origin.strip(".") else origin + ".".join(names)
            if self._layout.find(path, dotted) is not None:
                place = self._place(path, dotted, hops - 1)
                if place is None or place[1]:
                    return place
        return path, ""

    def _sketch(self, path: str) -> Sketch:
        if path not in self._known:
            self._known[path] = Sketch(self._read(path) or b"")
        return self._known[path]
