"""Results as text and back: JSON without any of its objects made by name, so that nothing in it can run."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from poollint.finding import Edit, Finding, Fix, Location, Span, Step

Rename = Callable[[str], str]


def dump(findings: tuple[Finding, ...], suppressed: int, analysed: bool, rename: Rename) -> str:
    """What came of one file, with its filenames renamed; empty where that is nothing."""
    if not (findings or suppressed or analysed):
        return ""
    return json.dumps([analysed, suppressed, [_finding(one, rename) for one in findings]])


def load(text: str, rename: Rename) -> tuple[tuple[Finding, ...], int, bool]:
    """`dump` undone. Raises ValueError, TypeError, LookupError or AttributeError on any other text."""
    if not text:
        return (), 0, False
    analysed, suppressed, findings = json.loads(text)
    return tuple(_read(one, rename) for one in findings), int(suppressed), bool(analysed)


def _finding(one: Finding, rename: Rename) -> dict[str, Any]:
    fix = one.fix
    return {
        "code": one.code,
        "name": one.name,
        "message": one.message,
        "filename": rename(one.filename),
        "span": _span(one.span),
        "trail": [[step.kind, rename(step.filename), _span(step.span), step.message] for step in one.trail],
        "related": [_span(span) for span in one.related],
        "object": one.object,
        "pool": one.pool,
        "confidence": one.confidence,
        "help": one.help,
        "fix": fix
        and [
            fix.applicability,
            fix.message,
            [[_span(edit.span), edit.content] for edit in fix.edits],
            fix.reason,
        ],
        "no_fix_reason": one.no_fix_reason,
        "fingerprint": one.fingerprint,
    }


def _read(one: dict[str, Any], rename: Rename) -> Finding:
    fix = one["fix"]
    return Finding(
        **{
            **one,
            "filename": rename(one["filename"]),
            "span": _read_span(one["span"]),
            "trail": tuple(
                Step(kind, rename(filename), _read_span(span), message)
                for kind, filename, span, message in one["trail"]
            ),
            "related": tuple(map(_read_span, one["related"])),
            "fix": None
            if fix is None
            else Fix(fix[0], fix[1], tuple(Edit(_read_span(span), text) for span, text in fix[2]), fix[3]),
        }
    )


def _span(span: Span) -> list[int]:
    return [span.start.row, span.start.column, span.end.row, span.end.column]


def _read_span(numbers: list[int]) -> Span:
    row, column, end_row, end_column = map(int, numbers)
    return Span(Location(row, column), Location(end_row, end_column))
