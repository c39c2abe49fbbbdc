"""What the one-line formats say of a trail: its steps in short, in order of time."""

from __future__ import annotations

from poollint.finding import Finding, Step
from poollint.report.text import visible

MOST_STEPS = 5


def is_primary(step: Step, finding: Finding) -> bool:
    """Whether a step stands at the finding's own place."""
    return step.span == finding.span and step.filename == finding.filename


def in_short(finding: Finding) -> str:
    """` (acquired 13:18, used 8:22)`: the steps besides the finding's own place; empty without any."""
    others = [step for step in finding.trail if not is_primary(step, finding)]
    shown = [f"{step.kind} {_place(step, finding)}" for step in others[:MOST_STEPS]]
    if len(others) > MOST_STEPS:
        shown.append(f"{len(others) - MOST_STEPS} more")
    return f" ({', '.join(shown)})" if shown else ""


def _place(step: Step, finding: Finding) -> str:
    place = f"{step.span.start.row}:{step.span.start.column}"
    return place if step.filename == finding.filename else f"{visible(step.filename)}:{place}"
