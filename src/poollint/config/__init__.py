"""Settings: one table of options, a frozen `Config` made from it, and where a file's settings stand.

`Config` is what every later stage reads. `ConfigFinder` gives the settings of a file: those of the nearest
`pyproject.toml` that has a `[tool.poollint]` table, with the command line laid over them.
"""

from poollint.config.errors import ConfigError
from poollint.config.locate import ConfigFinder
from poollint.config.options import OPTIONS, Option
from poollint.config.selection import (
    CANNOT_PARSE,
    Rules,
    Selection,
    check_selectors,
    codes_of,
    unknown_selector,
)
from poollint.config.settings import Config, Overrides

__all__ = [
    "CANNOT_PARSE",
    "OPTIONS",
    "Config",
    "ConfigError",
    "ConfigFinder",
    "Option",
    "Overrides",
    "Rules",
    "Selection",
    "check_selectors",
    "codes_of",
    "unknown_selector",
]
