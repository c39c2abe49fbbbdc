"""The linter's answers for a text, and why it is silent on a planted fault, as far as it says so itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from mutation_plants import Plant, apply

from poollint import Finding, check_source
from poollint.analysis import Analyser, Recognised
from poollint.catalogue import load_catalogue
from poollint.config import Config
from poollint.engine import make_reach, shipped_parts

CODES = ("POOL101", "POOL102", "POOL103", "POOL104", "POOL105", "POOL106")
Identity = tuple[str, str, str]


class Linter:
    """poollint in this process, with its catalogue read once."""

    def __init__(self) -> None:
        self._parts = shipped_parts(isolated=True)
        self._default = Config()
        self._all = Config(select=("ALL",))
        self._no_tests = Config(test_files=(), test_classes=())
        self._catalogue = load_catalogue((), ())

    def findings(self, text: str, path: str, config: Config | None = None) -> list[Finding]:
        config = config or self._default
        return [f for f in check_source(text, path, config, parts=self._parts) if f.code in CODES]

    def survey(self, text: str, path: str) -> list[Recognised]:
        """What `poollint pools` says of a text."""
        reach = make_reach(self._default, isolated=True)
        return Analyser(self._default, self._catalogue, reach).survey(text, path)

    def causes(
        self, batch: Sequence[Plant], before: Sequence[str], path: str, known: Collection[Identity]
    ) -> dict[Plant, str]:
        """Why each planted fault is missed, "" where it is found.

        The faults of a batch stand in different functions and share a run; what is not found there is tried
        again by itself.
        """
        lines, shifts = apply(before, batch)
        text = "".join(lines)
        causes = dict.fromkeys(batch, "")
        left = list(batch)
        for config, cause in (
            (self._default, ""),
            (self._all, "told by a rule in preview"),
            (self._no_tests, "forgiven in test code"),
        ):
            if not left:
                break
            findings = [f for f in self.findings(text, path, config) if identity(f, lines) not in known]
            for plant in list(left):
                told = [finding for finding in findings if tells(finding, plant, shifts[plant])]
                if told:
                    causes[plant] = cause and f"{cause} ({told[0].code})"
                    left.remove(plant)
        for plant in left:
            alone, _ = apply(before, [plant])
            findings = [f for f in self.findings("".join(alone), path) if identity(f, alone) not in known]
            if not any(tells(finding, plant, 0) for finding in findings):
                causes[plant] = self._unseen(plant, "".join(alone), path)
        return causes

    def _unseen(self, plant: Plant, text: str, path: str) -> str:
        """What `poollint pools` says of a planted fault that no rule tells."""
        seen = self.survey(text, path)
        site = plant.site
        shape = f"{site.evidence}, {site.holder}" + (", weak verb" if site.weak else "")
        rows = plant.release
        if site.form == "with":
            if any(one.kind == "acquisition" and one.span.start.row in rows for one in seen):
                return "block recognised, silent"
        else:
            if any(one.kind == "release" and one.span.start.row in rows for one in seen):
                return f"release recognised, silent ({shape})"
            if any(one.kind == "acquisition" and one.span.start.row == _bound(plant) for one in seen):
                return f"acquisition recognised, release is not ({shape})"
        near = {*rows, _bound(plant)}
        left = next(
            (one.reason for one in seen if one.kind == "left-alone" and one.span.start.row in near), ""
        )
        if left:
            return "left alone: " + re.sub(r"`[^`]*`", "...", left)
        return f"not recognised ({shape})"


def _bound(plant: Plant) -> int:
    """The row of the acquisition in the new text."""
    row = plant.site.bound
    return row if row < plant.start else -1


def identity(finding: Finding, lines: Sequence[str]) -> Identity:
    """What a finding keeps when lines above it move."""
    row = finding.span.start.row
    line = lines[row - 1].strip() if row <= len(lines) else ""
    return finding.code, line, re.sub(r"\d+", "", finding.message)


def tells(finding: Finding, plant: Plant, shift: int) -> bool:
    """Whether a finding speaks of a planted fault: of its release, or of what that was moved over."""
    rows = {step.span.start.row for step in finding.trail if step.kind in ("released", "used", "escaped")}
    rows.add(finding.span.start.row)
    return any(row - shift in plant.release or row - shift in plant.late for row in rows)
