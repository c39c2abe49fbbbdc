"""The concise report: one line per finding, in the shape that editors read."""

from __future__ import annotations

from collections.abc import Iterable

from poollint.finding import Finding
from poollint.report.steps import in_short
from poollint.report.text import visible


def render_concise(findings: Iterable[Finding]) -> str:
    """`path:row:column: CODE message (acquired r:c, used r:c)`; `[*]` behind the code: it can be fixed."""
    return "".join(f"{_line(finding)}\n" for finding in findings)


def _line(finding: Finding) -> str:
    start = finding.span.start
    fixable = " [*]" if finding.fix is not None and finding.fix.applicability == "safe" else ""
    message = visible(finding.message)
    where = f"{visible(finding.filename)}:{start.row}:{start.column}"
    return f"{where}: {finding.code}{fixable} {message}{in_short(finding)}"
