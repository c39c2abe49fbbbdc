"""The corpus in other formats: what the fixes make of a text does not depend on how it is laid out."""

from __future__ import annotations

import re
from collections.abc import Callable

import corpus
import pytest
from corpus import Case

from poollint import engine
from poollint.config.settings import config_from_table
from poollint.repair import repair

Change = Callable[[str], bytes]


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def carriage_returns(text: str) -> bytes:
    return text.replace("\n", "\r").encode()


def tabs(text: str) -> bytes:
    return re.sub(r"(?m)^ +", lambda m: "\t" * (len(m[0]) // 4) + " " * (len(m[0]) % 4), text).encode()


def two_spaces(text: str) -> bytes:
    return re.sub(r"(?m)^(?:    )+", lambda m: m[0][: len(m[0]) // 2], text).encode()


def marked(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.encode()


def no_last_line_end(text: str) -> bytes:
    return text.rstrip("\n").encode()


def latin_1(text: str) -> bytes:
    return f"# coding: latin-1\nNAME = 'Gr\u00fc\u00dfe'\n{text}".encode("latin-1")


def paged(text: str) -> bytes:
    return re.sub(r"(?m)^(?=(?:async )?def )", "\f\n", text).encode()


CHANGES: list[Change] = [crlf, carriage_returns, tabs, two_spaces, marked, no_last_line_end, latin_1, paged]
FIXED = [case for case in corpus.cases() if case.side == "bad" and case.fixed_path.exists()]


@pytest.mark.parametrize(("number", "case"), list(enumerate(FIXED)), ids=[case.name for case in FIXED])
def test_another_format(number: int, case: Case) -> None:
    """Each case in one of the formats, so that each form of a fix meets most of them."""
    change = CHANGES[number % len(CHANGES)]
    if change is latin_1 and not case.text.isascii():
        change = crlf
    data, wanted = change(case.text), change(case.fixed_path.read_text(encoding="utf-8"))
    config = config_from_table(case.table, file="pyproject.toml", root="")
    result = repair(engine.Engine(), data, case.filename, config, unsafe=True)
    assert result.data == wanted
