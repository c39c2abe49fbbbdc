"""Ignore comments: reads them, matches findings with them, and reports the idle and the unknown ones.

A comment counts only where Python sees a comment: the words in a string are a string. An idle comment is
reported only for rules that this run judged, so that a narrower run never asks for the removal of a comment
that a wider one needs.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from poollint.config import Rules, codes_of, unknown_selector
from poollint.config.errors import hint
from poollint.finding import Finding, Location, Span

MARK = "poollint:"
UNUSED, UNKNOWN = "POOL901", "POOL902"

_NEWLINE = re.compile(r"\r\n?|\n")
_COMMENT = re.compile(
    r"#\s*poollint:\s*(?P<word>[\w-]+)(?P<list>\s*\[(?P<selectors>[^\[\]]*)(?P<close>\])?)?"
)
_WORDS = ("ignore", "file-ignore")


class Suppression(NamedTuple):
    """One ignore comment: where it stands, the rows it covers (None: the whole file), and what it names.

    `selectors` is empty for a comment without brackets, which means every rule.
    """

    span: Span
    text: str
    rows: range | None
    selectors: tuple[str, ...]
    faults: tuple[str, ...] = ()


@dataclass
class _Heard:
    """What one comment has suppressed so far, by code."""

    codes: dict[str, frozenset[str]]
    used: set[str] = field(default_factory=set)


def split_lines(text: str) -> list[str]:
    """The lines of a Python text without their ends, which are `\\n`, `\\r\\n` and `\\r` and nothing else."""
    return _NEWLINE.split(text)


def find_suppressions(text: str, rules: Rules) -> list[Suppression]:
    """The ignore comments of a text, in order."""
    if MARK not in text:
        return []
    found: list[Suppression] = []
    waiting: list[tuple[Location, re.Match[str], int]] = []
    start: int | None = None  # the first row of the logical line that we are in
    lines = split_lines(text)
    for token in _tokens(lines):
        row = token.start[0]
        if token.type == tokenize.COMMENT:
            own_line = not lines[row - 1][: token.start[1]].strip()
            for match in _COMMENT.finditer(token.string):
                place = Location(row, token.start[1] + match.start() + 1)
                if own_line and start is None:
                    waiting.append((place, match, row))
                else:
                    rows = range(row, row + 2) if own_line else range(row, row + 1)
                    found += _read(place, match, rows, rules)
        elif token.type == tokenize.NEWLINE:
            for place, match, _ in waiting:
                found += _read(place, match, range(row if start is None else start, row + 1), rules)
            waiting.clear()
            start = None
        elif (
            token.type not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
            and start is None
        ):
            start = row
    for place, match, row in waiting:
        found += _read(place, match, range(row, row + 1), rules)
    return sorted(found, key=lambda suppression: suppression.span)


def apply_suppressions(
    findings: Iterable[Finding],
    suppressions: Sequence[Suppression],
    filename: str,
    judged: frozenset[str],
    rules: Rules,
) -> tuple[list[Finding], int]:
    """The findings that no comment covers, those about the comments, and how many were covered.

    `judged` are the codes that this run looked for in this file.
    """
    heard = [
        _Heard({selector: codes_of(selector, rules) for selector in one.selectors}) for one in suppressions
    ]
    kept: list[Finding] = []
    covered = 0
    for finding in findings:
        if _cover(finding, suppressions, heard):
            covered += 1
        else:
            kept.append(finding)
    about: list[Finding] = []
    for suppression, ear in zip(suppressions, heard, strict=True):
        if UNKNOWN in judged:
            about += [_about(UNKNOWN, fault, suppression, filename, rules) for fault in suppression.faults]
        idle = _idle(suppression, ear, judged, rules) if UNUSED in judged else None
        if idle is not None:
            about.append(_about(UNUSED, idle, suppression, filename, rules))
    for finding in about:
        # These two can be taken out by name only: a bare comment must not hide that it is idle.
        if any(
            finding.code in codes_of(selector, rules) and _in_reach(finding, suppression)
            for suppression in suppressions
            for selector in suppression.selectors
        ):
            covered += 1
        else:
            kept.append(finding)
    return kept, covered


def _cover(finding: Finding, suppressions: Sequence[Suppression], heard: Sequence[_Heard]) -> bool:
    hit = False
    for suppression, ear in zip(suppressions, heard, strict=True):
        if suppression.faults and not suppression.selectors:
            continue
        if not _in_reach(finding, suppression):
            continue
        if not suppression.selectors:
            ear.used.add("")
            hit = True
        for selector, codes in ear.codes.items():
            if finding.code in codes:
                ear.used.add(selector)
                hit = True
    return hit


def _in_reach(finding: Finding, suppression: Suppression) -> bool:
    if suppression.rows is None:
        return True
    spans = (finding.span, *finding.related)
    return any(span.start.row in suppression.rows or _last_row(span) in suppression.rows for span in spans)


def _last_row(span: Span) -> int:
    """The row of the span's last character (its end is the place behind that)."""
    return span.end.row - (span.end.column == 1 and span.end.row > span.start.row)


def _idle(suppression: Suppression, ear: _Heard, judged: frozenset[str], rules: Rules) -> str | None:
    """What to say where the comment, or a part of it, suppressed nothing; None where all of it is of use."""
    if not suppression.selectors:
        defaults = {code for code, rule in rules.items() if rule.default}
        if suppression.faults or "" in ear.used or not defaults <= judged:
            return None
        return f"`{suppression.text}` suppresses nothing"
    idle = [
        selector
        for selector, codes in ear.codes.items()
        if selector not in ear.used and _was_judged(codes, judged, rules)
    ]
    if not idle:
        return None
    if len(idle) == len(suppression.selectors):
        return f"`{suppression.text}` suppresses nothing"
    return f"{_listed(idle)} in `{suppression.text}` suppress{'es' if len(idle) == 1 else ''} nothing"


def _was_judged(codes: frozenset[str], judged: frozenset[str], rules: Rules) -> bool:
    codes -= {UNUSED, UNKNOWN}
    needed = codes if len(codes) == 1 else {code for code in codes if rules[code].default}
    return bool(needed) and needed <= judged


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _about(code: str, message: str, suppression: Suppression, filename: str, rules: Rules) -> Finding:
    return Finding(code, rules[code].name, message, filename, suppression.span)


def _read(place: Location, match: re.Match[str], rows: range, rules: Rules) -> Iterator[Suppression]:
    word = match["word"]
    bracketed = match["list"] is not None
    text = match[0] if bracketed else match[0][: match.end("word") - match.start()]
    span = Span(place, Location(place.row, place.column + len(text)))
    if word not in _WORDS:
        near = hint(word, _WORDS)
        if near:  # anything else may be prose about the tool
            yield Suppression(span, text, range(0), (), (f"unknown comment `{text}`{near}",))
        return
    selectors: list[str] = []
    faults: list[str] = []
    if bracketed and match["close"] is None:
        faults.append(f"`{text}` lacks its closing bracket, so it suppresses nothing")
    elif bracketed:
        named = [selector.strip() for selector in match["selectors"].split(",") if selector.strip()]
        if not named:
            faults.append(f"`{text}` names no rule")
        for selector in dict.fromkeys(named):
            if codes_of(selector, rules):
                selectors.append(selector)
            else:
                faults.append(unknown_selector(selector, rules))
    yield Suppression(span, text, None if word == "file-ignore" else rows, tuple(selectors), tuple(faults))


def _tokens(lines: Sequence[str]) -> Iterator[tokenize.TokenInfo]:
    """The tokens of a text, as far as the running Python gets with it."""
    rest = iter(lines)
    try:
        yield from tokenize.generate_tokens(
            lambda: f"{line}\n" if (line := next(rest, None)) is not None else ""
        )
    except (tokenize.TokenError, SyntaxError):
        return
