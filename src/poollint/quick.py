"""Ends a run before anything heavy is imported, where no file of it can have a finding.

A commit names a few files, and mostly none of them has to do with a pool. For these, Python's own start,
a look at the bytes of the files and of what they import, and at the settings are all that is paid for. What
is not plain (other options, folders, unusual settings, a file that may matter) is left to the command itself,
which says the same. Only a file that `--force-exclude` leaves out, and that can't matter, is not mentioned.

Nothing is imported here but `os`, `re` and, for settings, `tomllib`.
"""

from __future__ import annotations

import os
import sys

from poollint.imports import imports
from poollint.layout import DEFAULT_SRC, SETTINGS_MARK, Layout, fallback_root
from poollint.sieve import Sieve

TYPE_CHECKING = False  # `typing` costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

IGNORE_MARK = b"poollint:"
_PLAIN = frozenset({"--force-exclude", "--no-cache", "-q", "--quiet"})
_WORDS = frozenset({"exclude", "extend-exclude", "src", "test-files", "test-classes"})
_SELECTORS = frozenset(
    {
        "select",
        "ignore",
        "extend-select",
        "extend-ignore",
        "fixable",
        "unfixable",
        "extend-safe-fixes",
        "extend-unsafe-fixes",
    }
)
_MOST_FILES = 2000
MOST_BYTES = 5_000_000


def nothing_to_find(arguments: Sequence[str]) -> bool:
    """Whether `poollint` with these arguments would find nothing and have nothing else to say."""
    paths = [one for one in arguments[1:] if one not in _PLAIN]
    if not paths or arguments[0] != "check" or any(one.startswith("-") for one in paths):
        return False
    if any(name.startswith("POOLLINT_") for name in os.environ):
        return False
    try:
        return _Quick().can_pass([os.path.abspath(path) for path in paths])
    except (OSError, ValueError, RecursionError):
        return False


def is_quiet(arguments: Sequence[str]) -> bool:
    """Whether not even the summary is wanted."""
    return "-q" in arguments or "--quiet" in arguments


class _Quick:
    def __init__(self) -> None:
        from poollint.shipped import FACTS, RULES

        self._sieve = Sieve(FACTS)
        self._rules: Mapping[str, str] = RULES
        self._layouts: dict[str, Layout | None] = {}
        self._of_folder: dict[str, Layout | None] = {}

    def can_pass(self, paths: list[str]) -> bool:
        """Whether none of these files, nor what one of them reaches by import, can matter."""
        layouts = []
        for path in paths:
            if not os.path.isfile(path):
                return False
            layouts.append(self._layout(os.path.dirname(path)))
        first = self._layout(os.getcwd())  # the settings of the current folder must be right as well
        if first is None:
            return False
        seen = set(paths)
        for path, layout in zip(paths, layouts, strict=True):
            if layout is None:
                return False
            pending = [path]
            while pending:
                current = pending.pop()
                with open(current, "rb") as stream:
                    data = stream.read(MOST_BYTES + 1)
                if len(data) > MOST_BYTES or self._sieve.may_matter(data):
                    return False
                if current in paths and IGNORE_MARK in data:
                    return False
                for one in imports(data):
                    for other in layout.files(current, one, set()):
                        if other not in seen:
                            seen.add(other)
                            pending.append(other)
                if len(seen) > _MOST_FILES:
                    return False
        return True

    def _layout(self, folder: str) -> Layout | None:
        """Where the modules of a folder's project lie; None where its settings are not plain."""
        if folder not in self._of_folder:
            self._of_folder[folder] = self._find(folder)
        return self._of_folder[folder]

    def _find(self, folder: str) -> Layout | None:
        current = folder
        while True:
            try:
                with open(os.path.join(current, "pyproject.toml"), "rb") as stream:
                    data = stream.read()
            except (FileNotFoundError, NotADirectoryError):
                data = b""
            if SETTINGS_MARK in data:
                src = self._src(data)
                return Layout(current, src) if src is not None else None
            parent = os.path.dirname(current)
            if parent == current:
                return Layout(fallback_root(folder), DEFAULT_SRC)
            current = parent

    def _src(self, data: bytes) -> list[str] | None:
        """The source folders of a settings file in which all is plain, and right."""
        if sys.version_info < (3, 11):
            return None
        import tomllib  # type: ignore[import-not-found, unused-ignore]

        table = tomllib.loads(data.decode("utf-8-sig")).get("tool", {}).get("poollint")
        if not isinstance(table, dict):
            return None
        for key, value in table.items():
            if key == "per-file-ignores" and isinstance(value, dict):
                several = list(value.values())
            elif key in _WORDS or key in _SELECTORS:
                several = [value]
            else:
                return None
            for words in several:
                if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                    return None
                if key not in _WORDS and not all(map(self._is_selector, words)):
                    return None
        src: list[str] = table.get("src", list(DEFAULT_SRC))
        return src

    def _is_selector(self, word: str) -> bool:
        return word == "ALL" or any(
            word == name or (word.startswith("POOL") and code.startswith(word))
            for code, name in self._rules.items()
        )
