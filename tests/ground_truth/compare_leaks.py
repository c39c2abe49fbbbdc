"""Holds the rules on leaks against what is still held at the ends of the paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from .owners import How, Leak
from .run import Program, find_leaks

if TYPE_CHECKING:
    from poollint.config.settings import Config

RULES: Mapping[str, frozenset[How]] = {
    "POOL301": frozenset({"plain"}),
    "POOL302": frozenset({"error", "cancel"}),
    "POOL402": frozenset({"cancel"}),
}


@dataclass(frozen=True)
class Verdicts:
    """One program: what leaks on paths of each kind, what was found of it, and what was reported wrongly.

    A place is the rows that are executed when the object is taken.
    """

    leaks: frozenset[tuple[How, tuple[int, ...]]]
    found: frozenset[tuple[How, tuple[int, ...]]]
    false: tuple[str, ...]
    misnamed: tuple[str, ...]  # it leaks, on other paths than the rule says

    @property
    def missed(self) -> frozenset[tuple[How, tuple[int, ...]]]:
        """What nothing was said of."""
        return self.leaks - self.found


@cache
def _config() -> Config:
    from poollint.config.settings import config_from_table

    return config_from_table({"select": list(RULES)}, file="pyproject.toml", root="")


def lint_leaks(text: str) -> list[tuple[str, int]]:
    """The codes and rows of the linter's findings."""
    from poollint import check_source

    found = check_source(text, "generated.py", config=_config())
    return [(finding.code, finding.span.start.row) for finding in found if finding.code in RULES]


def compare_leaks(program: Program) -> Verdicts | None:
    """How verdict and truth differ; None where the program is no basis for one."""
    try:
        truth = find_leaks(program)
    except SyntaxError:
        return None
    if truth is None:
        return None
    reports = lint_leaks(program.text)
    leaks = _worst(leak for leak in truth if not leak.is_doubtful)
    rows = {row for _, row in reports}
    false = [f"{code} in row {row}" for code, row in reports if not any(row in leak.rows for leak in truth)]
    misnamed = [
        f"{code} in row {row}"
        for code, row in reports
        if (here := {leak.how for leak in truth if row in leak.rows}) and not RULES[code] & here
    ]
    found = frozenset(leak for leak in leaks if rows & set(leak[1]))
    return Verdicts(leaks, found, tuple(false), tuple(misnamed))


def _worst(leaks: Iterable[Leak]) -> frozenset[tuple[How, tuple[int, ...]]]:
    """One leak for each place: the one on the plainest paths."""
    found: dict[tuple[int, ...], How] = {}
    order: tuple[How, ...] = ("cancel", "error", "plain")
    for leak in leaks:
        if leak.rows not in found or order.index(leak.how) > order.index(found[leak.rows]):
            found[leak.rows] = leak.how
    return frozenset((how, rows) for rows, how in found.items())
