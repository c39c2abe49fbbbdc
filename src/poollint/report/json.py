"""The JSON report: an array in the shape that editors know, with the trail and the fingerprint beside it.

Keys are only ever added. Everything but ASCII is escaped, so the text is safe on any terminal and in any
encoding.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from poollint.finding import Edit, Finding, Location, Step


def render_json(findings: Iterable[Finding]) -> str:
    """The array, indented; `[]` where there are no findings."""
    return json.dumps([finding_record(finding) for finding in findings], indent=2) + "\n"


def finding_record(finding: Finding) -> dict[str, object]:
    """One finding as plain data: rows and columns are 1-based, columns count code points."""
    fix = finding.fix
    return {
        "code": finding.code,
        "name": finding.name,
        "message": finding.message,
        "filename": finding.filename,
        "location": _location(finding.span.start),
        "end_location": _location(finding.span.end),
        "fix": None
        if fix is None
        else {
            "applicability": fix.applicability,
            "message": fix.message,
            "reason": fix.reason or None,
            "edits": [_edit(edit) for edit in fix.edits],
        },
        "url": None,
        "trail": [_step(step) for step in finding.trail],
        "no_fix_reason": finding.no_fix_reason,
        "object": finding.object,
        "pool": finding.pool,
        "confidence": finding.confidence,
        "fingerprint": finding.fingerprint,
    }


def _location(location: Location) -> dict[str, int]:
    return {"row": location.row, "column": location.column}


def _edit(edit: Edit) -> dict[str, object]:
    return {
        "content": edit.content,
        "location": _location(edit.span.start),
        "end_location": _location(edit.span.end),
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "kind": step.kind,
        "filename": step.filename,
        "location": _location(step.span.start),
        "end_location": _location(step.span.end),
        "message": step.message,
    }
