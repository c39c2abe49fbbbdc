"""From paths on the command line to the files to check: walking, ignore files, excludes.

Invariant: whether a file is found depends on its place, the settings and the ignore files; folders that are
links are not followed, so no walk goes in circles.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from poollint.config import Config, ConfigFinder
from poollint.seen import digest
from poollint.stages import staged

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

SUFFIXES = (".py", ".pyi")


class Problem(NamedTuple):
    """Something that could not be done: about which path (as the user would name it), and why."""

    path: str
    message: str


class SourceFile(NamedTuple):
    """A file to check: `path` as the user would name it (it can be opened by that), and its settings."""

    path: str
    config: Config


@dataclass(frozen=True)
class Discovered:
    """The files, in order and each once; what could not be looked at; and what the user should know."""

    files: tuple[SourceFile, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


@staged("find files")
def discover(paths: Iterable[str], finder: ConfigFinder) -> Discovered:
    """The Python files that `paths` (files and folders) name.

    A file that is named itself is taken whatever its name, and even where it is excluded, unless
    `force-exclude` is set. A folder that is named is walked even where it is excluded.
    """
    search = _Search(finder)
    for path in paths:
        search.add(path)
    warnings = search.warnings
    if search.left_out:
        one = len(search.left_out) == 1
        which = f"`{search.left_out[0]}` is" if one else f"{len(search.left_out)} of the named paths are"
        warnings = [*warnings, f"{which} excluded"]
    return Discovered(tuple(search.files.values()), tuple(search.problems), tuple(warnings))


def shown_path(path: str) -> str:
    """`path` as the user would name it: from the current folder if it lies below, else as given; with `/`."""
    full, here = os.path.abspath(path), os.getcwd()
    if full == here:
        return "."
    if full.startswith(here.rstrip(os.sep) + os.sep):
        full = full[len(here.rstrip(os.sep)) + 1 :]
    else:
        full = os.path.normpath(path)
    return full.replace(os.sep, "/")


def shard(files: Iterable[SourceFile], number: int, count: int) -> tuple[SourceFile, ...]:
    """The share `number` (from 1) of `count` of some files: what a file's path from its project root says.

    Whether a file belongs to it depends on no other file, and on no machine.
    """
    return tuple(file for file in files if _bucket(file, count) == number - 1)


def _bucket(file: SourceFile, count: int) -> int:
    name = file.config.relative(file.path) or file.path
    return int.from_bytes(digest(name.encode("utf-8", "surrogatepass")), "big") % count


def is_left_out(path: str, config: Config) -> bool:
    """Whether a walk from the project root would pass this file by: excluded, or named by an ignore file."""
    full = os.path.abspath(path)
    return config.excludes_path(full) or _Ignores.above(full, config).cover(full)


@dataclass
class _Search:
    finder: ConfigFinder
    files: dict[str, SourceFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, path: str) -> None:
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            reason = "no such file or folder" if isinstance(error, FileNotFoundError) else _reason(error)
            self.problems.append(Problem(shown_path(path), reason))
            return
        except ValueError as error:  # a NUL in the name
            self.problems.append(Problem(path, str(error)))
            return
        if stat.S_ISDIR(mode):
            config = self.finder.for_folder(path)
            if config.force_exclude and is_left_out(path, config):
                self.left_out.append(shown_path(path))
                return
            before = len(self.files)
            found = 0
            for file in self._walk(path, config):
                found += 1
                self._take(file)
            if not found and before == len(self.files):
                self.warnings.append(f"no Python files found under `{shown_path(path)}`")
        elif stat.S_ISREG(mode):
            config = self.finder.for_file(path)
            if config.force_exclude and is_left_out(path, config):
                self.left_out.append(shown_path(path))
            else:
                self._take(SourceFile(shown_path(path), config))
        else:
            self.problems.append(Problem(shown_path(path), "not a regular file"))

    def _take(self, file: SourceFile) -> None:
        self.files.setdefault(os.path.abspath(file.path), file)

    def _walk(self, start: str, config: Config) -> Iterator[SourceFile]:
        """The files below `start`; a folder is judged before it is read."""
        full = os.path.abspath(start)
        ignores = _Ignores.above(full, config)
        if ignores.cover(full):
            ignores = _Ignores()  # an ignored folder that is named is wanted
        pending = [_Folder(start, full, config, ignores)]
        while pending:
            folder = pending.pop()
            try:
                with os.scandir(folder.path) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self.problems.append(Problem(shown_path(folder.path), _reason(error)))
                continue
            names = {entry.name for entry in entries}
            config = self.finder.for_folder(folder.full) if "pyproject.toml" in names else folder.config
            ignores = folder.ignores.entering(folder.full, names)
            within = config.relative(folder.full)
            prefix = "" if within in (None, ".") else f"{within}/"
            shown = "" if (named := shown_path(folder.path)) == "." else named.rstrip("/") + "/"
            below: list[_Folder] = []
            for entry in entries:
                is_folder = _is_folder(entry)
                if not is_folder and not (entry.name.endswith(SUFFIXES) and _is_file(entry)):
                    continue
                full = os.path.join(folder.full, entry.name)
                if config.excludes_entry(prefix + entry.name) or ignores.match(full, is_folder):
                    continue
                if not is_folder:
                    yield SourceFile(shown + entry.name, config)
                elif not os.path.exists(os.path.join(full, "pyvenv.cfg")):
                    below.append(_Folder(entry.path, full, config, ignores))
            pending.extend(reversed(below))


class _Folder(NamedTuple):
    """A folder to walk: how to open it, its absolute path, and what holds in it."""

    path: str
    full: str
    config: Config
    ignores: _Ignores


@dataclass(frozen=True)
class _Ignores:
    """The ignore files that hold in a folder, outermost first: each with the folder it counts from."""

    specs: tuple[tuple[str, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, path: str, config: Config) -> _Ignores:
        """What holds for the absolute `path` from the folders above it: from the repository's root on.

        Outside a repository, from the project root on.
        """
        if os.path.exists(os.path.join(path, ".git")):
            return cls()
        chain: list[str] = []
        folder = path
        while os.path.dirname(folder) != folder:
            folder = os.path.dirname(folder)
            chain.append(folder)
            if os.path.exists(os.path.join(folder, ".git")):
                break
        else:
            root = os.path.abspath(config.project_root)
            chain = [folder for folder in chain if folder == root or folder.startswith(root + os.sep)]
        ignores = cls()
        for folder in reversed(chain):
            present = {name for name in (".git", ".gitignore") if os.path.exists(os.path.join(folder, name))}
            ignores = ignores.entering(folder, present)
        return ignores

    def entering(self, folder: str, names: set[str]) -> _Ignores:
        """What holds in `folder`, whose entries are `names`. A repository inside another starts afresh."""
        specs = () if ".git" in names else self.specs
        if ".git" in names:
            specs += _read_spec(folder, os.path.join(folder, ".git", "info", "exclude"))
        if ".gitignore" in names:
            specs += _read_spec(folder, os.path.join(folder, ".gitignore"))
        return _Ignores(specs)

    def match(self, full: str, is_folder: bool) -> bool:
        """Whether the last word on this entry, given by its absolute path, is that it is ignored."""
        verdict = False
        for folder, spec in self.specs:
            relative = full[len(folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
            include = spec.check_file(relative + "/" if is_folder else relative).include
            verdict = include if include is not None else verdict
        return verdict

    def cover(self, full: str) -> bool:
        """Whether this absolute path or a folder above it is ignored."""
        if not self.specs:
            return False
        outermost = self.specs[0][0]
        parts = os.path.relpath(full, outermost).split(os.sep)
        folders = [os.path.join(outermost, *parts[:end]) for end in range(1, len(parts))]
        return any(self._below(folder).match(folder, True) for folder in folders) or self.match(
            full, os.path.isdir(full)
        )

    def _below(self, folder: str) -> _Ignores:
        """Those that count from a folder above `folder`: a file says nothing about its own folder."""
        return _Ignores(
            tuple(entry for entry in self.specs if folder.startswith(entry[0].rstrip(os.sep) + os.sep))
        )


def _read_spec(folder: str, path: str) -> tuple[tuple[str, GitIgnoreSpec], ...]:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as stream:
            lines = [line for line in stream.read().splitlines() if line.strip() and not line.startswith("#")]
    except OSError:
        return ()
    if not lines:
        return ()
    from pathspec import GitIgnoreSpec

    try:
        return ((folder, GitIgnoreSpec.from_lines(lines)),)
    except ValueError:
        return ((folder, GitIgnoreSpec.from_lines(filter(_is_pattern, lines))),)


def _is_pattern(line: str) -> bool:
    """git passes by lines that are no pattern; pathspec refuses them."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except ValueError:
        return False
    return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
