"""The frozen settings, made from a `[tool.poollint]` table and what the command line lays over it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from poollint.config.errors import ConfigError, hint
from poollint.config.options import (
    BY_KEY,
    DEFAULT_EXCLUDE,
    DEFAULT_TEST_CLASSES,
    DEFAULT_TEST_FILES,
    Option,
)
from poollint.config.patterns import PathPatterns, compile_patterns
from poollint.layout import DEFAULT_SRC, package_root

Tables = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class Config:
    """The settings of one project. Plain data; hand it down, never change it.

    `project_root` is an absolute folder (empty: the current one), `config_file` the file that the settings
    came from as the user would name it, or None. `select` None means the default rules.
    """

    project_root: str = ""
    config_file: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    output_format: str = "full"
    fix: bool = False
    unsafe_fixes: bool = False
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] = ()
    extend_safe_fixes: tuple[str, ...] = ()
    extend_unsafe_fixes: tuple[str, ...] = ()
    src: tuple[str, ...] = DEFAULT_SRC
    test_files: tuple[str, ...] = DEFAULT_TEST_FILES
    test_classes: tuple[str, ...] = DEFAULT_TEST_CLASSES
    not_pools: tuple[str, ...] = ()
    pools: Tables = field(default_factory=dict)
    deferrals: Tables = field(default_factory=dict)
    joins: Tables = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def relative(self, path: str) -> str | None:
        """`path` from the project root, with `/`; None where it lies outside."""
        full = os.path.abspath(path)
        root = os.path.abspath(self.project_root)
        if full == root:
            return "."
        if not full.startswith(root.rstrip(os.sep) + os.sep):
            return None
        return full[len(root.rstrip(os.sep)) + 1 :].replace(os.sep, "/")

    def is_test_file(self, path: str) -> bool:
        """Whether `test-files` names this file or a folder above it, counted from the project root."""
        return compile_patterns(self.test_files, self._root()).match_path(self._below_root(path))

    def excludes_entry(self, relative: str) -> bool:
        """Whether this file or folder, given from the project root, is excluded; its parents aren't asked."""
        return self._excluded().match_entry(relative)

    def excludes_path(self, path: str) -> bool:
        """Whether this file or a folder above it, counted from the project root, is excluded."""
        return self._excluded().match_path(self._below_root(path))

    def file_ignores(self, path: str) -> tuple[str, ...]:
        """The selectors that `per-file-ignores` takes out for this file."""
        if not self.per_file_ignores:
            return ()
        relative, root = self._below_root(path), self._root()
        return tuple(
            selector
            for pattern, selectors in self.per_file_ignores
            if compile_patterns((pattern,), root).match_path(relative)
            for selector in selectors
        )

    def _excluded(self) -> PathPatterns:
        return compile_patterns(self.exclude + self.extend_exclude, self._root())

    def _root(self) -> str:
        return os.path.abspath(self.project_root).replace(os.sep, "/")

    def _below_root(self, path: str) -> str:
        relative = self.relative(path)
        if relative is not None:
            return relative
        # A file outside the project (possible with --config): count from where its package begins, so
        # that a folder far above it, such as /tmp/tests, says nothing about it.
        full = os.path.abspath(path)
        root = package_root(os.path.dirname(full))
        return os.path.relpath(full, root).replace(os.sep, "/")


@dataclass(frozen=True)
class Overrides:
    """What the command line says; None where it says nothing."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool | None = None
    output_format: str | None = None
    fix: bool | None = None
    unsafe_fixes: bool | None = None
    fixable: tuple[str, ...] | None = None
    unfixable: tuple[str, ...] | None = None

    def apply(self, config: Config) -> Config:
        """The settings with these laid over them.

        A selection on the command line starts afresh: the file's other choices of rules don't shrink it.
        """
        if self.select is not None:
            config = replace(config, select=self.select, ignore=(), extend_select=(), extend_ignore=())
        if self.ignore is not None:
            config = replace(config, ignore=self.ignore)
        if self.exclude is not None:
            config = replace(config, exclude=self.exclude)
        if self.force_exclude is not None:
            config = replace(config, force_exclude=self.force_exclude)
        if self.output_format is not None:
            config = replace(config, output_format=self.output_format)
        if self.fix is not None:
            config = replace(config, fix=self.fix)
        if self.unsafe_fixes is not None:
            config = replace(config, unsafe_fixes=self.unsafe_fixes)
        if self.fixable is not None:
            config = replace(config, fixable=self.fixable, unfixable=())
        if self.unfixable is not None:
            config = replace(config, unfixable=self.unfixable)
        return replace(
            config,
            extend_select=config.extend_select + self.extend_select,
            extend_ignore=config.extend_ignore + self.extend_ignore,
            extend_exclude=config.extend_exclude + self.extend_exclude,
        )


def config_from_table(table: Mapping[str, object], *, file: str, root: str) -> Config:
    """Check a `[tool.poollint]` table key by key and make the settings. ConfigError names file and key."""
    values: dict[str, Any] = {}
    for key, value in table.items():
        option = BY_KEY.get(key)
        if option is None:
            raise ConfigError(f"{file}: tool.poollint.{key}: unknown key{hint(key, BY_KEY)}")
        values[option.field] = _checked(option, value, f"{file}: tool.poollint.{key}")
    return Config(project_root=root, config_file=file, **values)


def _checked(option: Option, value: object, where: str) -> object:
    if option.kind == "words":
        return _words(value, where)
    if option.kind == "flag":
        if not isinstance(value, bool):
            raise ConfigError(f"{where}: expected true or false, got {_kind(value)}")
        return value
    if option.kind == "choice":
        if value not in option.choices:
            near = hint(value, option.choices) if isinstance(value, str) else ""
            raise ConfigError(f"{where}: expected one of {', '.join(option.choices)}; got {value!r}{near}")
        return value
    if not isinstance(value, dict):
        raise ConfigError(f"{where}: expected a table, got {_kind(value)}")
    if option.kind == "selectors-by-pattern":
        return tuple((pattern, _words(words, f"{where}.{pattern!r}")) for pattern, words in value.items())
    for name, entry in value.items():
        if option.kind == "texts":
            if not isinstance(entry, str):
                raise ConfigError(f"{where}.{name}: expected a string, got {_kind(entry)}")
        elif not isinstance(entry, dict):
            raise ConfigError(f"{where}.{name}: expected a table, got {_kind(entry)}")
    return value


def _words(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise ConfigError(f"{where}: expected a list of strings, got {_kind(value)}")
    return tuple(value)


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "a list with something else in it"
    names = {str: "a string", int: "a number", float: "a number", dict: "a table"}
    return names.get(type(value), type(value).__name__)
