"""What earlier runs found, kept in a folder: a result is good as long as all that it rests on is the same.

That is the bytes of the file and of all files that it reaches by import, the entries of the folders that
were looked at for these imports, what the project says of its dependencies, the settings, and this program.
One hash stands for all of it, the result's *basis*: a Merkle tree over the components of the graph of
imports. So two runs at once, or a file that changes during a run, can leave an entry that is of no use, but
never one that is wrong.

The store is one sqlite file. Nothing in it can run when it is read, and one that can't be read is passed by.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count

from poollint.config import Config
from poollint.discovery import shown_path
from poollint.finding import Finding
from poollint.graph import components
from poollint.seen import NO_SIZE, Basis, Seen, digest, is_unchanged, joined, named_from, program, signature
from poollint.shown import FOLDER
from poollint.stages import staged
from poollint.stored import dump, load

_FILE = "results.sqlite"
_SCHEMA = 1
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of poollint; `poollint clean` removes it.\n"
_TABLES = """
create table if not exists paths (id integer primary key, path text unique not null);
create table if not exists files (id integer primary key, mtime integer, size integer, digest blob,
                                  imports text, folders text);
create table if not exists results (id integer, settings blob, basis blob, state text,
                                    primary key (id, settings)) without rowid;
create table if not exists uses (settings blob primary key, at integer) without rowid;
"""
_COLUMNS = "mtime, size, digest, imports, folders"
_MANY = 200
"""From so many files on, the tables are read as a whole."""
_MOST_BYTES = 300_000_000
_MOST_SETTINGS = 4
_FRESH = 2_000_000_000
"""A file that changed less than so many nanoseconds ago may change again without a new time."""

Result = tuple[tuple[Finding, ...], int, bool]
"""Findings, how many were suppressed, whether the file was analysed."""


class Cache:
    """The results of the files below `base`, stored in `folder`. A fault of the store means: not known."""

    def __init__(self, folder: str, base: str) -> None:
        self._folder = folder
        self._base = os.path.abspath(base)
        self._database: sqlite3.Connection | None = None
        self._ids: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._stored: dict[str, tuple[int, int, bytes, str, str] | None] = {}
        self._states: dict[tuple[str, bytes], tuple[bytes, str] | None] = {}
        self._whole = False
        self._stamps: dict[str, tuple[int, int]] = {}
        self._settings: dict[int, tuple[Config, bytes]] = {}
        self._signatures: dict[str, bytes] = {}
        self._now = _Bases(self._current, self._signature)
        self._new: dict[tuple[str, bytes], str] = {}
        self._roots: set[str] = set()
        self._begun = time.time_ns()
        with self._guard():
            self._database = _opened(os.path.join(folder, _FILE))

    # Looking up

    def expect(self, count: int) -> None:
        """Be ready for look-ups of `count` files."""
        if count < _MANY or self._database is None:
            return
        with self._guard():
            database = self._database
            self._names = dict(database.execute("select id, path from paths"))
            self._ids = {path: number for number, path in self._names.items()}
            for number, *row in database.execute(f"select id, {_COLUMNS} from files"):
                self._stored[self._names[number]] = tuple(row)
            for number, settings, basis, state in database.execute("select * from results"):
                self._states[self._names[number], settings] = (basis, state)
            self._whole = True

    @staged("cache")
    def find(self, path: str, config: Config) -> Result | None:
        """What is known of the file at `path`, None where that is nothing or something has changed."""
        if self._database is None:
            return None
        with self._guard():
            name = self._name(path)
            known = self._state(name, self._key(config))
            if known is not None and known[0] == self._now.basis(name):
                try:
                    return load(known[1], lambda other: path if other == name else self._shown(other))
                except (ValueError, TypeError, LookupError, AttributeError):
                    return None
        return None

    def _state(self, name: str, key: bytes) -> tuple[bytes, str] | None:
        if (name, key) not in self._states and not self._whole and self._database is not None:
            number = self._id(name)
            self._states[name, key] = self._database.execute(
                "select basis, state from results where id = ? and settings = ?", (number, key)
            ).fetchone()
        return self._states.get((name, key))

    def _current(self, name: str) -> Seen | None:
        """What is stored of a file, if its bytes are still the same."""
        if name not in self._stored and not self._whole and self._database is not None:
            self._stored[name] = self._database.execute(
                f"select {_COLUMNS} from files where id = ?", (self._id(name),)
            ).fetchone()
        row = self._stored.get(name)
        if row is None:
            return None
        mtime, size, known, imports, folders = row
        try:
            if not is_unchanged(self._path(name), mtime, size, known):
                return None
        except OSError:
            return None
        return Seen(known, tuple(self._many(imports)), frozenset(self._many(folders)))

    def _signature(self, name: str) -> bytes:
        found = self._signatures.get(name)
        if found is None:
            found = self._signatures[name] = signature(self._path(name))
        return found

    def rests_on(self, path: str, most: int) -> Basis | None:
        """What a known result of the file at `path` rests on; None where that is more than `most` files."""
        with self._guard():
            start = self._name(path)
            files: dict[str, tuple[int, int, bytes]] = {}
            folders: set[str] = set()
            pending = [start]
            while pending:
                name = pending.pop()
                seen, row = self._current(name), self._stored.get(name)
                if seen is None or row is None or len(files) == most:
                    return None
                files[name] = row[:3]
                folders |= seen.folders
                pending += [other for other in set(seen.imports) - files.keys() if other not in pending]
            return Basis(files, {folder: self._signature(folder) for folder in folders})
        return None

    # Keeping

    def stamp(self, path: str) -> None:
        """Note when a file was last changed; to be called before it is read."""
        try:
            status = os.stat(path)
        except OSError:
            return
        fresh = time.time_ns() - status.st_mtime_ns < _FRESH
        self._stamps[self._name(path)] = (0 if fresh else status.st_mtime_ns, status.st_size)

    def keep(self, path: str, config: Config, result: Result) -> None:
        """Remember what came of a file; it is written by `save`."""
        if self._database is not None:
            name = self._name(path)
            state = dump(*result, lambda filename: self._name(os.path.abspath(filename)))
            self._new[name, self._key(config)] = state
            self._roots.add(os.path.abspath(config.project_root))

    @staged("cache")
    def save(self, seen: Mapping[str, Seen]) -> None:
        """Write what is new, in one transaction. `seen` is what the run looked at, by absolute path."""
        if self._database is None or not self._new:
            return
        looked_at: dict[str, Seen] = {}
        changed: set[str] = set()  # during the run: what was analysed may not be what was looked at
        for path, one in seen.items():
            with suppress(OSError):
                if os.stat(path).st_mtime_ns >= self._begun:
                    changed.add(self._name(path))
                    continue
            folders = frozenset(map(self._name, (*one.folders, *self._above(path))))
            looked_at[self._name(path)] = Seen(one.digest, tuple(map(self._name, one.imports)), folders)

        def look(name: str) -> Seen | None:
            return None if name in changed else looked_at.get(name) or self._current(name)

        bases = _Bases(look, self._signature)
        with self._guard():
            self._write(looked_at, {key: bases.basis(key[0]) for key in self._new})

    def _write(self, looked_at: Mapping[str, Seen], bases: Mapping[tuple[str, bytes], bytes | None]) -> None:
        database = self._database
        assert database is not None
        with _transaction(database):
            if os.path.getsize(os.path.join(self._folder, _FILE)) > _MOST_BYTES:
                for table in ("paths", "files", "results", "uses"):
                    database.execute(f"delete from {table}")
            ids = {path: number for number, path in database.execute("select id, path from paths")}
            free = count(max(ids.values(), default=0) + 1)
            wanted = {name for name, _ in bases}
            for name, one in looked_at.items():
                wanted |= {name, *one.imports, *one.folders}
            for name in sorted(wanted - ids.keys()):
                ids[name] = next(free)
                database.execute("insert into paths values (?, ?)", (ids[name], name))
            rows = []
            for name, one in looked_at.items():
                imports, folders = (
                    " ".join(str(ids[other]) for other in several)
                    for several in (one.imports, sorted(one.folders))
                )
                stamp = self._stamps.get(name, (0, NO_SIZE))
                rows.append((ids[name], *stamp, one.digest, imports, folders))
            database.executemany("insert or replace into files values (?, ?, ?, ?, ?, ?)", rows)
            database.executemany(
                "insert or replace into results values (?, ?, ?, ?)",
                [
                    (ids[name], key, basis, self._new[name, key])
                    for (name, key), basis in bases.items()
                    if basis is not None
                ],
            )
            now = time.time_ns()
            database.executemany(
                "insert or replace into uses values (?, ?)", [(key, now) for key in {key for _, key in bases}]
            )
            old = f"select settings from uses order by at desc limit -1 offset {_MOST_SETTINGS}"
            database.execute(f"delete from results where settings in ({old})")
            database.execute(f"delete from uses where settings in ({old})")

    def _above(self, path: str) -> Iterator[str]:
        """The folders from a file's up to the project root, which tell what the project depends on."""
        folder = os.path.dirname(path)
        yield folder
        while folder not in self._roots and os.path.dirname(folder) != folder:
            folder = os.path.dirname(folder)
            if not any(folder == root or folder.startswith(root + os.sep) for root in self._roots):
                return
            yield folder

    # Names and keys

    def _name(self, path: str) -> str:
        """A path as it is stored: from the base, so that the folder can be moved."""
        return named_from(self._base, path)

    def _path(self, name: str) -> str:
        return os.path.normpath(os.path.join(self._base, name))

    def _shown(self, name: str) -> str:
        return shown_path(self._path(name))

    def _id(self, name: str) -> int | None:
        if name not in self._ids and self._database is not None:
            row = self._database.execute("select id from paths where path = ?", (name,)).fetchone()
            if row is None:
                return None
            self._ids[name] = row[0]
            self._names[row[0]] = name
        return self._ids[name]

    def _many(self, numbers: str) -> Iterator[str]:
        for number in map(int, numbers.split()):
            if number not in self._names and self._database is not None:
                row = self._database.execute("select path from paths where id = ?", (number,)).fetchone()
                self._names[number] = row[0]
                self._ids[row[0]] = number
            yield self._names[number]

    def _key(self, config: Config) -> bytes:
        held = self._settings.get(id(config))
        if held is None:
            words = [repr(replaced) for replaced in _identity(config, self._name(config.project_root))]
            key = joined([*words, program()])
            held = self._settings[id(config)] = (config, key)
        return held[1]

    def close(self) -> None:
        """Let go of the store."""
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _guard(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError, ValueError, TypeError, LookupError):
            self._database = None


def default_folder(config: Config) -> str:
    """Where the cache of a project is."""
    return os.path.join(config.project_root or os.getcwd(), FOLDER)


def clean_folder(given: str | None, config: Config) -> str | None:
    """The folder of a cache that may be removed: one that this program has marked as its own."""
    folder = given or default_folder(config)
    try:
        with open(os.path.join(folder, "CACHEDIR.TAG"), encoding="utf-8") as stream:
            return folder if stream.read() == _TAG else None
    except (OSError, UnicodeDecodeError):
        return None


class _Bases:
    """`basis(name)`: one hash over a file and all that it rests on; None where that isn't known."""

    def __init__(self, look: Callable[[str], Seen | None], signature: Callable[[str], bytes]) -> None:
        self._look = look
        self._signature = signature
        self._seen: dict[str, Seen | None] = {}
        self._done: dict[str, bytes | None] = {}

    def basis(self, name: str) -> bytes | None:
        if name not in self._done:
            for members in components(name, self._imports, self._done):
                self._settle(members)
        return self._done[name]

    def _imports(self, name: str) -> Collection[str]:
        one = self._seen[name] = self._look(name)
        return one.imports if one is not None else ()

    def _settle(self, members: list[str]) -> None:
        within = set(members)
        whole: list[bytes] = []
        below: set[bytes | None] = set()
        for name in sorted(members):
            one = self._seen.pop(name)
            if one is None:
                below.add(None)
                continue
            whole.append(name.encode("utf-8", "surrogateescape") + b"\0" + one.digest)
            whole += map(self._signature, sorted(one.folders))
            below |= {self._done[other] for other in one.imports if other not in within}
        known = [basis for basis in below if basis is not None]
        whole += sorted(known)
        result = digest(b"".join(whole)) if len(known) == len(below) else None
        self._done.update(dict.fromkeys(members, result))


def _identity(config: Config, root: str) -> Iterable[object]:
    """The settings, without where the project lies."""
    for name, value in sorted(vars(config).items()):
        if name == "project_root":
            yield name, root
        elif name not in ("config_file", "output_format", "fix", "unsafe_fixes", "force_exclude"):
            yield name, value


def _opened(path: str) -> sqlite3.Connection:
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder)
        for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
                stream.write(text)
    for attempt in (1, 2):
        try:
            database = sqlite3.connect(path, timeout=5, isolation_level=None)
            database.execute("pragma trusted_schema = off")
            database.execute("pragma synchronous = off")
            if database.execute("pragma user_version").fetchone()[0] != _SCHEMA:
                with _transaction(database):
                    for table in ("paths", "files", "results", "uses"):
                        database.execute(f"drop table if exists {table}")
                    for statement in _TABLES.split(";"):
                        database.execute(statement)
                    database.execute(f"pragma user_version = {_SCHEMA}")
            return database
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            if attempt == 2:
                raise
            os.remove(path)  # no database, or a broken one
    raise AssertionError


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.execute("rollback")
        raise
    database.execute("commit")
