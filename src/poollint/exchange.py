"""What files tell each other, as a file: one can then be checked where the others are not at hand.

A function of another file may be asked anything: what it does to this object in that state, what it hands
out, whether it raises. So what is kept of a file is its text and which files it imports; the answers are
worked out from that as in any run, and are the same. Neither the settings nor the version of this program
play a part: what can go stale is the text alone, and that is held against the files that are there.

Nothing in such a file can run when it is read.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

from poollint.config import ConfigError
from poollint.seen import digest

_MARK = "poollint-summaries"
_SCHEMA = 1
_MOST_BYTES = 5_000_000
"""Larger files are not read as imports either."""


class Exchange:
    """The texts of files that may not be there, by absolute path; what is there counts as well."""

    def __init__(self, texts: Mapping[str, bytes]) -> None:
        self._texts = dict(texts)
        self._entries: dict[str, set[str]] = {}
        for path in self._texts:
            folder, name = os.path.split(path)
            while name and name not in self._entries.setdefault(folder, set()):
                self._entries[folder].add(name)
                folder, name = os.path.split(folder)

    def read(self, path: str) -> bytes | None:
        """The text at a path, None where there is none."""
        return self._texts.get(path)

    def is_file(self, path: str) -> bool:
        """Whether a file is here or on disk."""
        return path in self._texts or os.path.isfile(path)

    def entries(self, folder: str) -> set[str]:
        """The names in a folder, here and on disk. Raises OSError where there is no such folder."""
        known = self._entries.get(folder)
        try:
            return {*os.listdir(folder), *(known or ())}
        except OSError:
            if known is None:
                raise
            return known


def dump(base: str, files: Mapping[str, tuple[bytes, Iterable[str]]]) -> str:
    """The text for `load`. `files` has the bytes and imports by absolute path; names count from `base`."""
    kept = {
        _name(base, path): {
            "digest": digest(data).hex(),
            "imports": sorted(_name(base, other) for other in imports),
            "text": base64.b64encode(zlib.compress(data, 9)).decode("ascii"),
        }
        for path, (data, imports) in files.items()
    }
    return json.dumps({_MARK: _SCHEMA, "files": kept}, indent=1, sort_keys=True) + "\n"


def load(base: str, sources: Iterable[str]) -> Exchange:
    """What some files hold that `dump` made.

    Raises ConfigError where one can't be read, is none, doesn't fit the others or the files that are there,
    or lacks something that its own files import.
    """
    texts: dict[str, bytes] = {}
    wanted: dict[str, tuple[str, str]] = {}
    for source in sources:
        for name, data, imports in _read(source):
            path = os.path.normpath(os.path.join(base, name))
            if texts.setdefault(path, data) != data:
                raise ConfigError(f"{source}: says something else of `{name}` than another file of summaries")
            if _differs(path, data):
                again = "run `poollint summarize` again"
                raise ConfigError(f"{source}: outdated: `{name}` has changed since; {again}")
            for other in imports:
                wanted.setdefault(os.path.normpath(os.path.join(base, other)), (source, f"{name}\0{other}"))
    for path, (source, names) in wanted.items():
        if path not in texts and not os.path.isfile(path):
            name, _, other = names.partition("\0")
            raise ConfigError(f"{source}: `{name}` imports `{other}`, of which there are no summaries")
    return Exchange(texts)


def _read(source: str) -> list[tuple[str, bytes, list[str]]]:
    """Name, text and imports of each file in a file of summaries."""
    try:
        with open(source, encoding="utf-8") as stream:
            whole = json.load(stream)
    except OSError as error:
        raise ConfigError(f"{source}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, RecursionError):
        raise ConfigError(f"{source}: holds no summaries") from None
    if not isinstance(whole, dict) or _MARK not in whole:
        raise ConfigError(f"{source}: holds no summaries")
    if whole[_MARK] != _SCHEMA:
        raise ConfigError(f"{source}: was written by another version of poollint")
    try:
        return [(name, _text(one), _names(one["imports"])) for name, one in whole["files"].items()]
    except (ValueError, TypeError, LookupError, AttributeError, zlib.error, binascii.Error):
        raise ConfigError(f"{source}: its summaries are damaged") from None


def _text(one: Mapping[str, Any]) -> bytes:
    expander = zlib.decompressobj()
    data = expander.decompress(base64.b64decode(one["text"], validate=True), _MOST_BYTES + 1)
    if len(data) > _MOST_BYTES or not expander.eof or digest(data).hex() != one["digest"]:
        raise ValueError
    return data


def _names(names: Any) -> list[str]:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TypeError
    return names


def _differs(path: str, data: bytes) -> bool:
    """Whether something else than `data` is on disk."""
    try:
        with open(path, "rb") as stream:
            return stream.read(len(data) + 1) != data
    except OSError:
        return os.path.lexists(path)


def _name(base: str, path: str) -> str:
    return os.path.relpath(path, base).replace(os.sep, "/")
