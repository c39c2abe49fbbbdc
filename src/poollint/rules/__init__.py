"""The rules, found by presence: each module here is one rule, its docstring is the rule's documentation.

A rule is a small function over a lifecycle (`tell`); it never walks a tree. `applies` says whether the
catalogue's facts on the pool silence it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from poollint.lifecycle import Lifecycle, Wording

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True)
class Rule:
    """One rule: `code`, `name`, one-line `summary`, documentation, and whether it is on by default."""

    code: str
    name: str
    summary: str
    default: bool = True
    tell: Callable[[Lifecycle], Wording] | None = None
    applies: Callable[[Lifecycle], bool] = lambda lifecycle: True
    module: str = ""

    @cached_property
    def doc(self) -> str:
        """The documentation as Markdown."""
        return importlib.import_module(self.module).__doc__ or ""


def _find() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{info.name}")
        rule = getattr(module, "RULE", None)
        if isinstance(rule, Rule):
            found[rule.code] = rule
    return dict(sorted(found.items()))


RULES: dict[str, Rule] = {}
RULES.update(_find())
