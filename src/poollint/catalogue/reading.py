"""Strict reading of TOML tables: every key is asked for once, what is left over is an error with a hint."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

from .model import CatalogueError


def load_toml(path: Path) -> dict[str, object]:
    """Parse one TOML file; raises CatalogueError that names the file."""
    # `tomllib` came with 3.11; by name, because a type checker knows only one of the two.
    toml = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    try:
        document: dict[str, object] = toml.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error
    return document


def suggest(word: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?` for the nearest of the known words, or nothing."""
    from difflib import get_close_matches  # only paid for when something is wrong

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


class Table:
    """One TOML table and where it stands. The getters check types, `done` rejects keys nobody asked for."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            raise CatalogueError(f"{where}: expected a table, found {_kind(value)}")
        self.where = where
        self._values: Mapping[str, object] = value
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def error(self, message: str) -> CatalogueError:
        return CatalogueError(f"{self.where}: {message}")

    def raw(self, key: str) -> object:
        """The value as it stands, None if absent."""
        self._asked.append(key)
        return self._values.get(key)

    def text(self, key: str) -> str:
        """A non-empty string that must be there."""
        value = self.optional(key)
        if value is None:
            raise self.error(f'"{key}" is missing')
        return value

    def optional(self, key: str) -> str | None:
        """A non-empty string, None if absent."""
        value = self.raw(key)
        if value is None:
            return None
        if not isinstance(value, str):
            raise self.error(f'"{key}" must be a string, found {_kind(value)}')
        if not value.strip():
            raise self.error(f'"{key}" is empty')
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of the words; must be there if no default is given."""
        value = self.text(key) if default is None else self.optional(key) or default
        if value not in choices:
            known = ", ".join(choices)
            raise self.error(f'"{key}" must be one of {known}, found "{value}"{suggest(value, choices)}')
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        value = self.raw(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(f'"{key}" must be true or false, found {_kind(value)}')
        return value

    def number(self, key: str) -> int | None:
        """A whole number from 0 on, None if absent."""
        value = self.raw(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.error(f'"{key}" must be a whole number, found {_kind(value)}')
        if value < 0:
            raise self.error(f'"{key}" must not be negative')
        return value

    def items(self, key: str) -> list[object]:
        """A list of anything, empty if absent."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(f'"{key}" must be a list, found {_kind(value)}')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of non-empty strings, empty if absent."""
        values = self.items(key)
        for value in values:
            if not isinstance(value, str) or not value.strip():
                raise self.error(f'"{key}" must be a list of strings')
        return tuple(str(value) for value in values)

    def matching(self, key: str, shape: re.Pattern[str], what: str) -> tuple[str, ...]:
        """A list of strings of one shape, empty if absent."""
        values = self.texts(key)
        self.check(key, values, shape, what)
        return values

    def check(self, key: str, values: tuple[str, ...], shape: re.Pattern[str], what: str) -> None:
        """Raise for the first value that has not the shape of `what`."""
        for value in values:
            if not shape.match(value):
                raise self.error(f'"{key}" has "{value}", which is not {what}')

    def done(self) -> None:
        """Reject the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                raise self.error(f'unknown key "{key}"{suggest(key, self._asked)}')


def _kind(value: object) -> str:
    names = {str: "a string", bool: "true/false", int: "a number", float: "a number", list: "a list"}
    return "a table" if isinstance(value, Mapping) else names.get(type(value), type(value).__name__)
