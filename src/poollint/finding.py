"""What poollint says: findings, their trails and their fixes, as frozen plain data without behaviour.

Every later stage (suppression, fixes, reports) knows nothing else of the analysis.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

StepKind = Literal["acquired", "borrowed", "deferred", "released", "joined", "escaped", "used", "left"]
Confidence = Literal["high", "medium"]
Applicability = Literal["safe", "unsafe", "display-only"]


class Location(NamedTuple):
    """A place in a text: 1-based row and 1-based column in code points."""

    row: int
    column: int


class Span(NamedTuple):
    """A half-open stretch of text: `start` is its first character, `end` the place behind its last."""

    start: Location
    end: Location


@dataclass(frozen=True)
class Step:
    """One step of a trail: what happened to the object, where, in words that make sense alone."""

    kind: StepKind
    filename: str
    span: Span
    message: str


@dataclass(frozen=True)
class Edit:
    """Replace the text of `span` by `content`."""

    span: Span
    content: str


@dataclass(frozen=True)
class Fix:
    """A repair: how far it can be trusted, what it does in one phrase, its edits, and why it is not safe."""

    applicability: Applicability
    message: str
    edits: tuple[Edit, ...]
    reason: str = ""


@dataclass(frozen=True)
class Finding:
    """One lifecycle fault at its primary place, with its trail in order of time.

    `related` are the spans, besides `span`, at which a suppression comment is heard (the release and
    the late reference). `pool` names the catalogue entry or the receiver that was taken for a pool.
    `fingerprint` does not depend on line numbers.
    """

    code: str
    name: str
    message: str
    filename: str
    span: Span
    trail: tuple[Step, ...] = ()
    related: tuple[Span, ...] = ()
    object: str | None = None
    pool: str | None = None
    confidence: Confidence = "high"
    help: str | None = None
    fix: Fix | None = None
    no_fix_reason: str | None = None
    fingerprint: str = ""
