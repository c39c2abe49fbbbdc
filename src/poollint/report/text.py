"""Characters on a terminal: how wide they are, and what is made visible because it could do harm."""

from __future__ import annotations

import unicodedata

TAB = 4

# Controls, direction marks and other invisible ones, halves of pairs, line and paragraph separators: raw,
# they could move the cursor, reorder a line or break a format.
_HARMFUL = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def visible(text: str) -> str:
    """`text` with every character that could steer a terminal or break a line written as its escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(visible_character(character) for character in text)


def visible_character(character: str) -> str:
    """One character as it is printed: itself, or its escape."""
    if unicodedata.category(character) not in _HARMFUL:
        return character
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is no UTF-8
        return f"\\x{number - 0xDC00:02x}"
    return (
        f"\\x{number:02x}"
        if number < 0x100
        else f"\\u{number:04x}"
        if number < 0x10000
        else f"\\U{number:08x}"
    )


def width_of(text: str) -> int:
    """How many columns printed text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def cells(line: str) -> list[str]:
    """What each character of a source line prints as: tabs expanded, harmful ones made visible."""
    column = 0
    printed = []
    for character in line:
        if character == "\t":
            shown = " " * (TAB - column % TAB)
        else:
            shown = visible_character(character)
        printed.append(shown)
        column += width_of(shown)
    return printed


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
