"""Finds the settings of a file: upwards from its folder to the nearest `[tool.poollint]`.

Invariant: the answer depends on where the file lies (and on --config, --isolated), never on what else
was named.
"""

from __future__ import annotations

import os
import sys

from poollint.config.errors import ConfigError
from poollint.config.settings import Config, Overrides, config_from_table
from poollint.layout import SETTINGS_MARK, fallback_root


class ConfigFinder:
    """Gives each folder its settings, each settings file being read once.

    `file` is the one of --config (for all files, with the current folder as project root); `isolated`
    takes no file at all; `fixed` are settings that somebody made in code, for all files.
    """

    def __init__(
        self,
        overrides: Overrides | None = None,
        *,
        file: str | None = None,
        isolated: bool = False,
        fixed: Config | None = None,
    ) -> None:
        self._overrides = overrides or Overrides()
        self._isolated = isolated
        self._folders: dict[str, Config | None] = {}
        self._roots: dict[str, Config] = {}
        self._fixed = fixed
        if file is not None:
            loaded = read_config(file, root=os.getcwd(), required=True)
            if loaded is None:
                raise ConfigError(f"{file}: has no [tool.poollint] table")
            self._fixed = self._overrides.apply(loaded)

    def for_file(self, path: str) -> Config:
        """The settings of the file at `path` (which need not exist)."""
        return self.for_folder(os.path.dirname(os.path.abspath(path)))

    def for_folder(self, folder: str) -> Config:
        """The settings of the files that lie directly in `folder`."""
        if self._fixed is not None:
            return self._fixed
        folder = os.path.abspath(folder)
        found = None if self._isolated else self._nearest(folder)
        if found is not None:
            return found
        root = fallback_root(folder)
        if root not in self._roots:
            self._roots[root] = self._overrides.apply(Config(project_root=root))
        return self._roots[root]

    def _nearest(self, folder: str) -> Config | None:
        if folder in self._folders:
            return self._folders[folder]
        found = read_config(os.path.join(folder, "pyproject.toml"), root=folder)
        if found is not None:
            found = self._overrides.apply(found)
        else:
            parent = os.path.dirname(folder)
            found = self._nearest(parent) if parent != folder else None
        self._folders[folder] = found
        return found


def read_config(path: str, *, root: str, required: bool = False) -> Config | None:
    """The settings in the TOML file at `path`; None where it holds no table of ours.

    A missing file is an error only where it is `required`.
    """
    shown = _shown(path)
    try:
        with open(path, "rb") as stream:
            data = stream.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        if required:
            raise ConfigError(f"{shown}: no such file") from None
        return None
    except OSError as error:
        raise ConfigError(f"{shown}: cannot be read: {error.strerror}") from error
    if SETTINGS_MARK not in data:
        return None
    table = _parse(data, shown).get("tool", {})
    ours = table.get("poollint") if isinstance(table, dict) else None
    if ours is None:
        return None
    if not isinstance(ours, dict):
        raise ConfigError(f"{shown}: tool.poollint: expected a table")
    return config_from_table(ours, file=shown, root=root)


def _parse(data: bytes, shown: str) -> dict[str, object]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]
    try:
        table: dict[str, object] = tomllib.loads(data.decode("utf-8-sig"))
        return table
    except UnicodeDecodeError as error:
        raise ConfigError(f"{shown}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{shown}: not valid TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(f"{shown}: not valid TOML: nested too deeply") from error


def _shown(path: str) -> str:
    full, here = os.path.abspath(path), os.getcwd()
    if full.startswith(here.rstrip(os.sep) + os.sep):
        return os.path.relpath(full, here).replace(os.sep, "/")
    return path.replace(os.sep, "/")
