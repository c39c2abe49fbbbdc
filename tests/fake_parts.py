"""Stand-ins for the analysis, so that the stages around it are tested on their own.

`analyse` reports POOL101 at each `pool.release(conn)`, with the next `conn.` after it as the late reference,
and POOL201 at each `pool.release_twice(conn)`. Words in the text make it fail: BOOM, RECURSE, PANIC, SYNTAX.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from poollint import engine
from poollint.config import Config
from poollint.finding import Finding, Location, Span, Step


@dataclass(frozen=True)
class FakeRule:
    code: str
    name: str
    default: bool = True
    summary: str = "what it reports"
    doc: str = "## What it finds\n\nThings."


RULES = {
    rule.code: rule
    for rule in (
        FakeRule("POOL101", "use-after-release"),
        FakeRule("POOL102", "release-before-callback"),
        FakeRule("POOL201", "double-release"),
        FakeRule("POOL301", "never-released", default=False),
        FakeRule("POOL900", "cannot-parse"),
        FakeRule("POOL901", "unused-ignore"),
        FakeRule("POOL902", "unknown-ignore"),
    )
}


class Panic(BaseException):
    """As the native part of a parser may raise."""


def span_of(text: str, start: int, end: int) -> Span:
    text = text.replace("\r\n", " \n").replace("\r", "\n")

    def location(offset: int) -> Location:
        row = text.count("\n", 0, offset) + 1
        return Location(row, offset - (text.rfind("\n", 0, offset) + 1) + 1)

    return Span(location(start), location(end))


def analyse(text: str, filename: str, config: Config) -> list[Finding]:
    if "BOOM" in text:
        raise ValueError("boom\nsecond line")
    if "RECURSE" in text:
        raise RecursionError("maximum recursion depth exceeded")
    if "PANIC" in text:
        raise Panic("native")
    if "SYNTAX" in text:
        raise engine.Unreadable("invalid syntax", 2, 3)
    found = []
    for match in re.finditer(r"pool\.(release|release_twice)\((?:\s|#.*\n)*(conn\w*)\s*,?\s*\)", text):
        span = span_of(text, *match.span())
        code = "POOL101" if match[1] == "release" else "POOL201"
        trail = [Step("released", filename, span, "released here")]
        late = re.compile(rf"\b{match[2]}\.\w+").search(text, match.end())
        related: tuple[Span, ...] = ()
        if late:
            related = (span_of(text, *late.span()),)
            trail.append(Step("used", filename, related[0], "used here"))
        message = f"`{match[2]}` goes back to the pool before its last use"
        found.append(
            Finding(code, RULES[code].name, message, filename, span, tuple(trail), related, object=match[2])
        )
    return found


def decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise engine.Unreadable("cannot decode as utf-8", data[: error.start].count(b"\n") + 1) from error


def fake_parts(*, isolated: bool = False) -> engine.Parts:
    return engine.Parts(RULES, lambda data, filename, config: b".release" in data, decode, analyse)


@dataclass
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Runs the command in this process, in `tmp_path`, with the stand-ins; `stdin` are bytes."""
    from poollint.cli import main

    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "POOLLINT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(engine, "shipped_parts", fake_parts)

    def call(*args: str, stdin: bytes = b"") -> Result:
        out, err = io.StringIO(), io.StringIO()
        monkeypatch.setattr(sys, "argv", ["poollint", *args])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as left:
                code = int(left.code or 0)
        return Result(code, out.getvalue(), err.getvalue())

    return call


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name stands for a folder's end, and `.py` is added."""
    for name, text in files.items():
        path = folder / (name.replace("__", os.sep) + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


BAD = "pool.release(conn)\nconn.commit()\n"
GOOD = "conn.commit()\n"
