"""Where the modules of a project lie: from a dotted name in an import to a file.

Only first-party files are found: below the source roots (`src` of the settings), below the folder that holds
the outermost package of the importing file, or beside it.
"""

from __future__ import annotations

import os

from poollint.config import Config, package_root


class Layout:
    """Where the modules of a project lie on disk. Answers are remembered for one run."""

    def __init__(self, config: Config) -> None:
        base = os.path.abspath(config.project_root)
        self._roots = tuple(dict.fromkeys(os.path.normpath(os.path.join(base, one)) for one in config.src))
        self._entries: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[str, str], tuple[str, tuple[str, ...]] | None] = {}

    def find(self, importer: str, dotted: str) -> tuple[str, tuple[str, ...]] | None:
        """The file that `dotted`, as written in the file `importer`, leads to, and the names left inside it.

        A leading dot for each level of a relative import. None where that is no file of the project.
        """
        folder = os.path.dirname(importer)
        key = (folder, dotted)
        if key not in self._found:
            self._found[key] = self._find(folder, dotted)
        return self._found[key]

    def _find(self, folder: str, dotted: str) -> tuple[str, tuple[str, ...]] | None:
        name = dotted.lstrip(".")
        parts = tuple(name.split(".")) if name else ()
        level = len(dotted) - len(name)
        if level:
            for _ in range(level - 1):
                folder = os.path.dirname(folder)
            return self._descend(folder, parts, relative=True)
        for start in dict.fromkeys((*self._roots, package_root(folder))):
            found = self._descend(start, parts, relative=False)
            if found is not None:
                return found
        return None

    def _descend(
        self, folder: str, parts: tuple[str, ...], *, relative: bool
    ) -> tuple[str, tuple[str, ...]] | None:
        best: tuple[str, tuple[str, ...]] | None = None
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
        found = self._entries.get(folder)
        if found is None:
            try:
                found = frozenset(os.listdir(folder))
            except OSError:
                found = frozenset()
            self._entries[folder] = found
        return found
