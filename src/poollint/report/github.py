"""The report for GitHub: one workflow command per finding, which the runner shows at the line."""

from __future__ import annotations

from collections.abc import Iterable

from poollint.finding import Finding
from poollint.report.steps import MOST_STEPS
from poollint.report.text import visible


def render_github(findings: Iterable[Finding]) -> str:
    """`::error file=…,line=…,title=…::message`, the steps folded into the message as lines of their own."""
    return "".join(f"{_command(finding)}\n" for finding in findings)


def _command(finding: Finding) -> str:
    start, end = finding.span.start, finding.span.end
    properties: list[tuple[str, object]] = [("file", visible(finding.filename)), ("line", start.row)]
    # The runner takes columns for one line only.
    if end.row == start.row:
        properties += [("col", start.column), ("endLine", end.row), ("endColumn", end.column)]
    else:
        properties.append(("endLine", end.row))
    properties.append(("title", f"{finding.code} {finding.name}"))
    fields = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties)
    message = _escape("\n".join(_lines(finding)))
    return f"::error {fields}::{message}"


def _lines(finding: Finding) -> list[str]:
    lines = [visible(finding.message)]
    for number, step in enumerate(finding.trail[:MOST_STEPS], 1):
        elsewhere = "" if step.filename == finding.filename else f"{visible(step.filename)}:"
        place = f"{elsewhere}{step.span.start.row}:{step.span.start.column}"
        lines.append(f"{number}. {place} {visible(step.message)}")
    if len(finding.trail) > MOST_STEPS:
        lines.append(f"and {len(finding.trail) - MOST_STEPS} more steps")
    return lines


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
