"""What the settings say of fixes: which rules may have one, and which of them count as safe or unsafe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from poollint.config import Config, Rules, check_selectors, codes_of
from poollint.finding import Finding


class Policy:
    """The choices of one `Config`. Raises ConfigError where they name a rule that there is not."""

    def __init__(self, config: Config, rules: Rules) -> None:
        self._rules = rules
        for key, selectors in (
            ("fixable", config.fixable or ()),
            ("unfixable", config.unfixable),
            ("extend-safe-fixes", config.extend_safe_fixes),
            ("extend-unsafe-fixes", config.extend_unsafe_fixes),
        ):
            check_selectors(f"{config.config_file}: {key}" if config.config_file else key, selectors, rules)
        wanted = frozenset(rules) if config.fixable is None else self._codes(config.fixable)
        self.fixable = wanted - self._codes(config.unfixable)
        self._safe = self._codes(config.extend_safe_fixes)
        self._unsafe = self._codes(config.extend_unsafe_fixes)

    def applied(self, finding: Finding) -> Finding:
        """The finding as these settings want it; where two of them contradict, the careful one wins."""
        fix = finding.fix
        if fix is None:
            return finding
        if finding.code not in self.fixable:
            return replace(finding, fix=None, no_fix_reason="the settings name its rule as not fixable")
        if finding.code in self._unsafe and fix.applicability == "safe":
            return replace(finding, fix=replace(fix, applicability="unsafe", reason="the settings say so"))
        if finding.code in self._safe - self._unsafe and fix.applicability == "unsafe":
            return replace(finding, fix=replace(fix, applicability="safe"))
        return finding

    def _codes(self, selectors: Iterable[str]) -> frozenset[str]:
        return frozenset(code for selector in selectors for code in codes_of(selector, self._rules))
