"""Which rules run: selectors (code, prefix, name, ALL) resolved against the rules that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from poollint.config.errors import ConfigError, hint
from poollint.config.settings import Config

CANNOT_PARSE = "POOL900"


class RuleLike(Protocol):
    """What selection and suppression need to know of a rule."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def default(self) -> bool: ...


Rules = Mapping[str, RuleLike]


def codes_of(selector: str, rules: Rules) -> frozenset[str]:
    """The codes that a selector stands for; empty where it names no rule."""
    if selector == "ALL":
        return frozenset(rules)
    if selector in rules:
        return frozenset({selector})
    named = frozenset(code for code, rule in rules.items() if rule.name == selector)
    if named or not selector.startswith("POOL"):
        return named
    return frozenset(code for code in rules if code.startswith(selector))


def unknown_selector(selector: str, rules: Rules) -> str:
    """What to say about a selector that names no rule."""
    known = [*rules, *(rule.name for rule in rules.values()), "ALL"]
    return f"unknown rule `{selector}`{hint(selector, known)}"


def check_selectors(where: str, selectors: Iterable[str], rules: Rules) -> None:
    """Raise ConfigError, beginning with `where`, for the first selector that names no rule."""
    for selector in selectors:
        if not codes_of(selector, rules):
            raise ConfigError(f"{where}: {unknown_selector(selector, rules)}")


class Selection:
    """The rules of one `Config`, resolved once; ask it per file.

    The more exact selector wins (ALL, then prefixes by length, then codes and names); of two that are equally
    exact, leaving out wins. POOL900 says that a file could not be judged, so only its own code or name
    turns it off.
    """

    def __init__(self, config: Config, rules: Rules) -> None:
        self._config = config
        self._rules = rules
        select, extend_select = config.select, config.extend_select
        ignore, extend_ignore = config.ignore, config.extend_ignore
        for key, selectors in (
            ("select", select or ()),
            ("extend-select", extend_select),
            ("ignore", ignore),
            ("extend-ignore", extend_ignore),
            *((f"per-file-ignores.{pattern!r}", words) for pattern, words in config.per_file_ignores),
        ):
            where = f"{config.config_file}: {key}" if config.config_file else key
            check_selectors(where, selectors, rules)
        wanted = self._ranks(select if select is not None else ())
        if select is None:
            wanted = {code: -1 for code, rule in rules.items() if rule.default}
        for code, rank in self._ranks(extend_select).items():
            wanted[code] = max(rank, wanted.get(code, -1))
        unwanted = self._ranks((*ignore, *extend_ignore))
        codes = {code for code, rank in wanted.items() if rank > unwanted.get(code, -2)}
        if CANNOT_PARSE in rules and unwanted.get(CANNOT_PARSE, -2) < len(CANNOT_PARSE):
            codes.add(CANNOT_PARSE)
        self.codes = frozenset(codes)

    def for_file(self, path: str) -> frozenset[str]:
        """The codes that are judged in the file at `path`."""
        codes = self.codes
        for selector in self._config.file_ignores(path):
            codes -= codes_of(selector, self._rules)
        return codes

    def _ranks(self, selectors: Iterable[str]) -> dict[str, int]:
        ranks: dict[str, int] = {}
        for selector in selectors:
            for code in codes_of(selector, self._rules):
                exact = selector == self._rules[code].name
                rank = 0 if selector == "ALL" else len(code) if exact else len(selector)
                ranks[code] = max(rank, ranks.get(code, -1))
        return ranks
