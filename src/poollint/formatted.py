"""String literals and the replacement fields of formatted ones, found in the text itself.

Before Python 3.12 the standard library tells wrong places for what stands in such fields, and it can't parse
those of a newer syntax at all (PEP 701: quotes, line ends and comments inside; PEP 750: template strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_LITERAL = re.compile(r"(?<!\w)([A-Za-z]{0,3})('''|\"\"\"|'|\")")
_SKIPPED = re.compile(r"#[^\n]*|" + _LITERAL.pattern)
_PREFIX = re.compile(r"(?<!\w)[A-Za-z]{1,3}\Z")
_COMPARED = "=!<>"


class Field(NamedTuple):
    """A replacement field: the half-open range of its expression, and the fields in its format."""

    start: int
    end: int
    spec: tuple[Field, ...] = ()


class Literal(NamedTuple):
    """A string literal, with its prefix: its half-open range, and its fields where it is a formatted one."""

    start: int
    end: int
    quote: str
    fields: tuple[Field, ...] | None


def literals(text: str, start: int, end: int) -> Iterator[Literal]:
    """The string literals in a part of a text that begins outside of any. Stops at one without an end."""
    at = start
    while (match := _SKIPPED.search(text, at, end)) is not None:
        if match[2] is None:
            at = match.end()
            continue
        try:
            found, at = _literal(text, match.start(), match[1], match[2], match.end())
        except IndexError:
            return
        yield Literal(match.start(), at, match[2], found)


def _literal(text: str, start: int, prefix: str, quote: str, at: int) -> tuple[tuple[Field, ...] | None, int]:
    """The fields of a literal, and where it ends. Raises IndexError where it doesn't."""
    kind = prefix.lower()
    if "f" in kind or "t" in kind:
        fields, at = _parts(text, at, quote, "r" in kind)
        return tuple(fields), at + len(quote)
    while not text.startswith(quote, at):
        at += 1 + (text[at] == "\\")
    return None, at + len(quote)


def _parts(text: str, at: int, close: str, is_raw: bool) -> tuple[list[Field], int]:
    """The fields up to `close`, and where that stands."""
    found: list[Field] = []
    while not text.startswith(close, at):
        here, after = text[at], text[at + 1 : at + 2]
        if here == "\\" and not is_raw and text.startswith("N{", at + 1):
            at = text.index("}", at) + 1 if "}" in text[at:] else len(text)
        elif (here == "\\" and after != "{") or (here == "{" and after == "{" and close != "}"):
            at += 2
        elif here == "{":
            field, at = _field(text, at + 1, is_raw)
            found.append(field)
        else:
            at += 1
    return found, at


def _field(text: str, at: int, is_raw: bool) -> tuple[Field, int]:
    """The field that begins at `at`, behind its brace, and where the text goes on behind it."""
    start, depth = at, 0
    while True:
        here, after = text[at], text[at + 1 : at + 2]
        if here in "\"'":
            prefix = _PREFIX.search(text, start, at)
            quote = here * 3 if text.startswith(here * 3, at) else here
            _, at = _literal(text, at, prefix[0] if prefix is not None else "", quote, at + len(quote))
            continue
        if here == "#":
            at = text.find("\n", at) if "\n" in text[at:] else len(text)
            continue
        if here in "([{":
            depth += 1
        elif depth and here in ")]}":
            depth -= 1
        elif not depth and (here in "}:" or (here == "!" and after != "=")):
            break
        elif not depth and here == "=" and after != "=" and text[at - 1] not in _COMPARED:
            break  # `{value=}`
        at += 1
    code = text[start:at]
    first, last = start + len(code) - len(code.lstrip()), start + len(code.rstrip())
    while text[at] not in ":}":
        at += 1
    spec: list[Field] = []
    if text[at] == ":":
        spec, at = _parts(text, at + 1, "}", is_raw)
    return Field(first, last, tuple(spec)), at + 1
