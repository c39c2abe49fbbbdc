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

STILL_THERE = "it would still be there after the edit that was tried"

Mark = tuple[str, str, str]

_HIDDEN = {
    "POOL104": frozenset({"POOL403", "POOL404"}),
    "POOL202": frozenset({"POOL302", "POOL402"}),
    "POOL301": frozenset({"POOL302", "POOL402"}),
}
"""What stands behind a finding and is told only where that is gone: an error still skips the wait, or the
release that is awaited now."""


def objection(
    text: str,
    edits: Sequence[TextEdit],
    finding: Finding,
    before: Sequence[Finding],
    diagnose: Diagnose,
    staying: Iterable[Finding] = (),
    *,
    with_its_like: bool = False,
) -> str | None:
    """Why the edits are no repair; None where this finding goes, no other comes, and `staying` stays.

    `with_its_like`: those of the same words go with it.
    """
    try:
        edited = apply(text, edits)
        _, diagnoses = diagnose(edited)
    except (SourceError, ValueError):
        return "the edit that was tried gives no program"
    allowed = marks(text, before)
    own = mark(Rows(text), finding)
    allowed[own] = 0 if with_its_like else allowed[own] - 1
    hidden = _HIDDEN.get(finding.code, frozenset[str]())
    # What is taken out below the last edit leaked before, too: the fault only hid it.
    below = Rows(edited).location(len(edited) - len(text) + max(edit.end for edit in edits))
    here = _shifted(Rows(text), finding, edits)
    after = marks(
        edited,
        [
            one.finding
            for one in diagnoses
            if not (one.finding.code in LEAKS and one.finding.span.start > below)
            or Rows(edited).offset(one.finding.span.start) == here
        ],
    )
    if marks(text, staying) - after:
        return "the edit that was tried would only hide what is told of its callers"
    left = [
        (code, name)
        for (code, words, name), count in after.items()
        if count > allowed[code, words, name] and not (code in hidden and name == (finding.object or ""))
    ]
    if not left:
        return None
    code, name = min(left, key=lambda one: (one != (finding.code, finding.object or ""), one))
    if (code, name) == (finding.code, finding.object or ""):
        return STILL_THERE
    return f"{code} on `{name}` would be there after the edit that was tried"


def _shifted(rows: Rows, finding: Finding, edits: Sequence[TextEdit]) -> int:
    """Where the place of a finding is when the edits are made, if they leave its row alone."""
    place = rows.offset(finding.span.start)
    return place + sum(len(edit.content) - (edit.end - edit.start) for edit in edits if edit.end <= place)


def marks(text: str, findings: Iterable[Finding]) -> Counter[Mark]:
    rows = Rows(text)
    return Counter(mark(rows, finding) for finding in findings)


def mark(rows: Rows, finding: Finding) -> Mark:
    """What tells a finding from others wherever it moves."""
    row = finding.span.start.row
    line = rows.line(row) if row <= rows.last else ""
    code = line.partition("#")[0]
    return finding.code, " ".join(code.split()), finding.object or ""
