"""Nothing is offered that was not tried: the edits are made in memory and the result is analysed again.

The finding must be gone and no new one there. Findings are compared by rule, object and the words of their
line: places move with the edits, these don't.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from poollint.finding import Finding
from poollint.fixes.edits import Rows, TextEdit, apply
from poollint.lifecycle import Diagnosis
from poollint.source import Source, SourceError

Diagnose = Callable[[str], tuple[Source, Sequence[Diagnosis]]]
"""Text -> its source and what is wrong with it, by all rules. Raises SourceError."""

LEAKS = frozenset({"POOL301", "POOL302"})

Mark = tuple[str, str, str]

_HIDDEN = {
    "POOL104": frozenset({"POOL403", "POOL404"}),
    "POOL202": frozenset({"POOL302", "POOL402"}),
}
"""What stands behind a finding and is told only where that is gone: an error still skips the wait, or the
release that is awaited now."""


def is_repaired(
    text: str,
    edits: Sequence[TextEdit],
    finding: Finding,
    before: Sequence[Finding],
    diagnose: Diagnose,
    staying: Iterable[Finding] = (),
) -> bool:
    """Whether the edits take this finding away, bring no other, and leave those that have to stay."""
    try:
        edited = apply(text, edits)
        _, diagnoses = diagnose(edited)
    except (SourceError, ValueError):
        return False
    allowed = marks(text, before)
    allowed[mark(Rows(text), finding)] -= 1
    hidden = _HIDDEN.get(finding.code, frozenset[str]())
    # What is taken out below the last edit leaked before, too: the fault only hid it.
    below = Rows(edited).location(len(edited) - len(text) + max(edit.end for edit in edits))
    after = marks(
        edited,
        [
            one.finding
            for one in diagnoses
            if not (one.finding.code in LEAKS and one.finding.span.start > below)
        ],
    )
    if marks(text, staying) - after:
        return False
    return all(
        count <= allowed[key] or (key[0] in hidden and key[2] == (finding.object or ""))
        for key, count in after.items()
    )


def marks(text: str, findings: Iterable[Finding]) -> Counter[Mark]:
    rows = Rows(text)
    return Counter(mark(rows, finding) for finding in findings)


def mark(rows: Rows, finding: Finding) -> Mark:
    """What tells a finding from others wherever it moves."""
    row = finding.span.start.row
    line = rows.line(row) if row <= rows.last else ""
    code = line.partition("#")[0]
    return finding.code, " ".join(code.split()), finding.object or ""
