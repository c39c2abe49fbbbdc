"""Ends a run before anything heavy is imported, where what it has to say is known without an analysis.

A commit names a few files, and mostly none of them has to do with a pool. For these, Python's own start,
a look at the bytes of the files and of what they import, and at the settings are all that is paid for. Of a
file that may matter, what an earlier run printed is printed again, as long as all that it rests on is the
same. Everything else (other options, folders, changed files) is left to the command itself, which says the
same. Only a file that `--force-exclude` leaves out, and that can't matter, is not mentioned.

Nothing is imported here but `os`, `re` and, for settings, `tomllib`.
"""

from __future__ import annotations

import os
import sys
from functools import cached_property, lru_cache

from poollint.layout import DEFAULT_SRC, SETTINGS_MARK, Layout, fallback_root

TYPE_CHECKING = False  # `typing` costs more than all the rest
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from poollint.seen import Basis
    from poollint.shown import Shelf, Shown

IGNORE_MARK = b"poollint:"
_PLAIN = frozenset({"--force-exclude", "--no-cache", "-q", "--quiet"})
_FLAGS = _PLAIN | {"--isolated", "-e", "--exit-zero"}
_VALUED = frozenset(
    {"--output-format", "--select", "--ignore", "--extend-select", "--extend-ignore", "--color"}
)
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
_MOST_KEPT = 200
"""Of so many named files it is kept what was printed of them."""
MOST_BYTES = 5_000_000
_TERMINAL = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "TERM")


class Run:
    """A run with these arguments; `answer` is asked before the command, and `keep` told after it."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._options, named = _split(arguments)
        if not named:
            raise ValueError("the current folder is checked")
        self._paths = {os.path.abspath(path): path for path in reversed(named)}
        self._places: dict[str, _Place] = {}
        self._keys: dict[str, str] = {}
        self._shelf: Shelf | None = None

    @cached_property
    def _look(self) -> _Look:
        return _Look()

    def answer(self) -> list[tuple[str, Shown]] | None:
        """What is to be printed of files, in the order of their names; None where that isn't known."""
        try:
            return self._answer()
        except (OSError, ValueError, RecursionError):
            return None

    def _answer(self) -> list[tuple[str, Shown]] | None:
        environment = {name for name in os.environ if name.startswith("POOLLINT_")}
        if environment - {"POOLLINT_CACHE_DIR"} or not all(map(os.path.isfile, self._paths)):
            return None
        unknown = [path for path in self._paths if not self._can_pass(path)]
        if not unknown:
            return []
        if "--no-cache" in self._options or len(self._paths) > _MOST_KEPT:
            return None
        self._keys = self._made_keys()
        found = {path: self._kept().find(self._keys[path]) for path in unknown}
        shown = [(self._name(path), one) for path, one in found.items() if one is not None]
        same = len({one.output_format for _, one in shown}) == 1
        return sorted(shown) if same and len(shown) == len(unknown) else None

    def _can_pass(self, path: str) -> bool:
        """Whether the file can't matter. The settings of the current folder must be plain as well."""
        if not _PLAIN.issuperset(self._options) or not self._look.is_plain(path, is_named=True):
            return False  # no settings are read for what is no plain file by its own bytes
        layout = self._place(os.path.dirname(path)).layout
        is_right = self._place(os.getcwd()).layout is not None
        return layout is not None and is_right and self._look.can_pass(path, layout)

    def tell(self, known: Sequence[tuple[str, Shown]]) -> int:
        """Print an answer as the command prints a report; the exit code."""
        line = "No problems found."
        texts = [one.text for _, one in known if one.text]
        if known:
            from poollint import shown

            line = shown.summary(one for _, one in known)
            shown.write_report(shown.FORMATS[known[0][1].output_format].join(texts))
        if not self._says("-q", "--quiet"):
            sys.stderr.write(f"{line}\n")
        return int(bool(texts) and not self._says("-e", "--exit-zero"))

    def _says(self, *either: str) -> bool:
        return not set(either).isdisjoint(self._options)

    @property
    def is_kept(self) -> bool:
        """Whether what this run prints of its files may be kept."""
        return bool(self._keys)

    def keep(self, every: Mapping[str, tuple[Shown, Basis]]) -> None:
        """Keep what was printed of files, by absolute path, unless settings have changed meanwhile."""
        try:
            unchanged = self._made_keys() == self._keys
        except OSError:
            return
        for path, (shown, basis) in every.items() if unchanged else ():
            self._kept().keep(self._keys[path], shown, basis)

    def _kept(self) -> Shelf:
        if self._shelf is None:
            from poollint import shown

            base = self._place(os.getcwd()).root
            folder = os.environ.get("POOLLINT_CACHE_DIR") or os.path.join(base, shown.FOLDER)
            self._shelf = shown.Shelf(folder, base)
        return self._shelf

    def _made_keys(self) -> dict[str, str]:
        """By path, what stands for all that a print depends on besides the files that it is about."""
        from poollint.seen import joined, named_from, program

        self._places.clear()
        here = os.getcwd()
        base = self._place(here).root
        common = [program(), *self._options, *_terminal()]
        common += [*self._place(here).words(base), named_from(base, here)]
        excluding = "--force-exclude" in self._options
        keys = {}
        for path in self._paths:
            place = self._place(os.path.dirname(path))
            words = [*common, *place.words(base), self._name(path), named_from(base, path)]
            if excluding or b"force-exclude" in place.settings:
                words += _ignore_files(os.path.dirname(path))
            keys[path] = joined(words).hex()
        return keys

    def _place(self, folder: str) -> _Place:
        if folder not in self._places:
            self._places[folder] = _Place(folder, isolated="--isolated" in self._options)
        return self._places[folder]

    def _name(self, path: str) -> str:
        """How a report names a file; `poollint.discovery.shown_path` says the same."""
        here = os.getcwd().rstrip(os.sep) + os.sep
        name = path[len(here) :] if path.startswith(here) else os.path.normpath(self._paths[path])
        return name.replace(os.sep, "/")


def plain_run(arguments: Sequence[str]) -> Run | None:
    """The run of `poollint` with these arguments, if it is one that may be cut short."""
    if not arguments or arguments[0] != "check":
        return None
    try:
        return Run(arguments[1:])
    except ValueError:
        return None


def _split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Options and paths. ValueError where an option may do more than choose what is printed."""
    options, paths = [], []
    rest = iter(arguments)
    for one in rest:
        if one in _FLAGS:
            options.append(one)
        elif one in _VALUED:
            options += [one, next(rest, "")]
        elif one.partition("=")[0] in _VALUED:
            options.append(one)
        elif one.startswith("-"):
            raise ValueError(one)
        else:
            paths.append(one)
    return options, paths


def _terminal() -> Iterator[str]:
    """What the looks of a report depend on."""
    yield from (f"{name}={os.environ.get(name)}" for name in _TERMINAL)
    if sys.stdout.isatty():
        yield repr(os.get_terminal_size(sys.stdout.fileno()))


def _ignore_files(folder: str) -> Iterator[str]:
    """What git's ignore files say from a folder up to its repository's."""
    while True:
        for name in (".gitignore", os.path.join(".git", "info", "exclude")):
            try:
                with open(os.path.join(folder, name), "rb") as stream:
                    yield f"{name} {stream.read()!r}"
            except OSError:
                yield ""
        parent = os.path.dirname(folder)
        if parent == folder or os.path.exists(os.path.join(folder, ".git")):
            return
        folder = parent


class _Place:
    """The settings that hold in a folder: the bytes of their file, empty without one, and where it lies."""

    def __init__(self, folder: str, *, isolated: bool) -> None:
        self.settings = b""
        current = folder
        while not isolated:
            try:
                with open(os.path.join(current, "pyproject.toml"), "rb") as stream:
                    data = stream.read()
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                data = b""
            if SETTINGS_MARK in data:
                self.root, self.settings = current, data
                return
            parent = os.path.dirname(current)
            if parent == current:
                break
            current = parent
        self.root = fallback_root(folder)

    def words(self, base: str) -> tuple[str, str]:
        """The same as text, with the folder from `base`."""
        from poollint.seen import named_from

        return named_from(base, self.root), repr(self.settings)

    @cached_property
    def layout(self) -> Layout | None:
        """Where the modules of the project lie; None where its settings are not plain."""
        if not self.settings:
            return Layout(self.root, DEFAULT_SRC)
        src = _source_folders(self.settings)
        return Layout(self.root, src) if src is not None else None


def _source_folders(settings: bytes) -> list[str] | None:
    """The source folders of a settings file in which all is plain, and right."""
    if sys.version_info < (3, 11):
        return None
    import tomllib  # type: ignore[import-not-found, unused-ignore]

    table = tomllib.loads(settings.decode("utf-8-sig")).get("tool", {}).get("poollint")
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
            if key not in _WORDS and not all(map(_is_selector, words)):
                return None
    src: list[str] = table.get("src", list(DEFAULT_SRC))
    return src


def _is_selector(word: str) -> bool:
    from poollint.shipped import RULES

    return word == "ALL" or any(
        word == name or (word.startswith("POOL") and code.startswith(word)) for code, name in RULES.items()
    )


class _Look:
    """Which files can't matter, nor what they reach by import."""

    def __init__(self) -> None:
        from poollint.imports import imports
        from poollint.shipped import FACTS
        from poollint.sieve import Sieve

        self._sieve = Sieve(FACTS)
        self._imports = imports
        self._passed: set[str] = set()

    def is_plain(self, path: str, *, is_named: bool = False) -> bool:
        """Whether this file by itself can have no finding, nor, where it is named, a comment of ours."""
        data = _read(path)
        mark = is_named and IGNORE_MARK in data
        return not mark and len(data) <= MOST_BYTES and not self._sieve.may_matter(data)

    def can_pass(self, path: str, layout: Layout) -> bool:
        """Whether no file that this one reaches can have a finding."""
        reached = {path}
        pending = [path]
        while pending:
            current = pending.pop()
            if current != path and not self.is_plain(current):
                return False
            for one in self._imports(_read(current)):
                for other in layout.files(current, one, set()):
                    if other not in reached and other not in self._passed:
                        reached.add(other)
                        pending.append(other)
            if len(reached) > _MOST_FILES:
                return False
        self._passed |= reached
        return True


@lru_cache(maxsize=1)
def _read(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read(MOST_BYTES + 1)
