"""Where the modules of a project lie: from a dotted name in an import to a file.

Only first-party files are found: below the source roots (`src` of the settings), below the folder that holds
the outermost package of the importing file, or beside it.
"""

from __future__ import annotations

import os

from poollint.imports import Import

TYPE_CHECKING = False  # `typing` costs more than all the rest; see `poollint.quick`
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

SETTINGS_MARK = b"[tool.poollint"
"""A `pyproject.toml` without these bytes has no table of ours: it isn't parsed, and may be broken."""
DEFAULT_SRC = (".", "src")
ROOT_MARKERS = ("pyproject.toml", ".git", ".hg", "setup.py", "setup.cfg")

Found = tuple[str, tuple[str, ...]]
"""A file, and the names left inside it."""


class Layout:
    """Where the modules of a project lie on disk. Answers are remembered for one run.

    `entries` gives the names in a folder, or raises OSError.
    """

    def __init__(
        self,
        project_root: str,
        src: Iterable[str],
        entries: Callable[[str], Iterable[str]] = os.listdir,
        is_file: Callable[[str], bool] = os.path.isfile,
    ) -> None:
        base = os.path.abspath(project_root)
        self._roots = tuple(dict.fromkeys(os.path.normpath(os.path.join(base, one)) for one in src))
        self.entries = entries
        self._is_file = is_file
        self._entries: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[str, str], tuple[Found | None, frozenset[str]]] = {}
        self._packages: dict[str, str] = {}
        self._looked_at: set[str] = set()

    def find(self, importer: str, dotted: str) -> Found | None:
        """The file that `dotted`, as written in the file `importer`, leads to, and the names left inside it.

        A leading dot for each level of a relative import. None where that is no file of the project.
        """
        return self._noted(importer, dotted, set())

    def files(self, importer: str, one: Import, looked_at: set[str]) -> Iterator[str]:
        """The files that an import statement in the file `importer` leads to; some may come twice.

        The folders whose entries the answer depends on are added to `looked_at`.
        """
        if one.origin and not one.origin.endswith("."):
            whole = self._noted(importer, one.origin, looked_at)
            if whole is not None and os.path.basename(whole[0]) != "__init__.py":
                yield whole[0]  # a module, and no package: the names stand in it
                return
            if whole is None and not one.origin.startswith(".") and not self._begins(importer, one.origin):
                return
        for dotted in one.dotted():
            found = self._noted(importer, dotted, looked_at)
            if found is not None:
                yield found[0]

    def _noted(self, importer: str, dotted: str, looked_at: set[str]) -> Found | None:
        folder = os.path.dirname(importer)
        key = (folder if dotted.startswith(".") else self._package_root(folder), dotted)
        if key not in self._found:
            self._looked_at = set()
            found = self._find(*key)
            self._found[key] = (found, frozenset(self._looked_at))
        found, folders = self._found[key]
        looked_at |= folders
        return found

    def _begins(self, importer: str, dotted: str) -> bool:
        """Whether the first part of a name stands in a folder that names count from."""
        first = dotted.partition(".")[0]
        starts = (*self._roots, self._package_root(os.path.dirname(importer)))
        return any(first in names or f"{first}.py" in names for names in map(self._names, starts))

    def _package_root(self, folder: str) -> str:
        found = self._packages.get(folder)
        if found is None:
            found = self._packages[folder] = package_root(folder, self._is_file)
        return found

    def _find(self, folder: str, dotted: str) -> Found | None:
        """`find`, from the importing file's folder or, for an absolute name, its outermost package's."""
        name = dotted.lstrip(".")
        parts = tuple(name.split(".")) if name else ()
        level = len(dotted) - len(name)
        if level:
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            return self._descend(folder, parts, relative=True)
        for start in dict.fromkeys((*self._roots, folder)):
            found = self._descend(start, parts, relative=False)
            if found is not None:
                return found
        return None

    def _descend(self, folder: str, parts: tuple[str, ...], *, relative: bool) -> Found | None:
        best: Found | None = None
        if relative and "__init__.py" in self._names(folder):
            best = (os.path.join(folder, "__init__.py"), parts)
        for index, part in enumerate(parts):
            names = self._names(folder)
            rest = parts[index + 1 :]
            if part in names and "__init__.py" in self._names(os.path.join(folder, part)):
                folder = os.path.join(folder, part)
                best = (os.path.join(folder, "__init__.py"), rest)
            elif part + ".py" in names:
                return os.path.join(folder, part + ".py"), rest
            elif part in names and self._names(os.path.join(folder, part)):
                folder = os.path.join(folder, part)  # a namespace package
            else:
                break
        return best

    def _names(self, folder: str) -> frozenset[str]:
        self._looked_at.add(folder)
        found = self._entries.get(folder)
        if found is None:
            try:
                found = frozenset(self.entries(folder))
            except OSError:
                found = frozenset()
            self._entries[folder] = found
        return found


def package_root(folder: str, is_file: Callable[[str], bool] = os.path.isfile) -> str:
    """The folder above the outermost package that `folder` belongs to; `folder` where it is no package."""
    while is_file(os.path.join(folder, "__init__.py")):
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    return folder


def fallback_root(folder: str) -> str:
    """The project root where nothing is configured: the nearest folder that looks like one.

    Without any, the current folder if it holds the file, else where the file's package begins.
    """
    current = folder
    while True:
        if any(os.path.exists(os.path.join(current, marker)) for marker in ROOT_MARKERS):
            return current
        parent = os.path.dirname(current)
        if parent == current:
            break
        current = parent
    here = os.getcwd()
    if folder == here or folder.startswith(here.rstrip(os.sep) + os.sep):
        return here
    return package_root(folder)
