"""The formats for machines: one line per finding for editors and GitHub, and JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from poollint.finding import Edit, Finding, Fix, Location, Span, Step
from poollint.report import render


def span(row: int, column: int, length: int) -> Span:
    return Span(Location(row, column), Location(row, column + length))


FINDING = Finding(
    "POOL101",
    "use-after-release",
    "`conn` goes back to the pool before its last use",
    "app/report.py",
    span(18, 15, 18),
    (
        Step("acquired", "app/report.py", span(13, 18, 14), "acquired here"),
        Step("released", "app/report.py", span(18, 15, 18), "released here"),
        Step("used", "lib/a.py", span(8, 22, 4), "used here"),
    ),
    object="conn",
    pool="asyncpg",
    fingerprint="ab" * 16,
)
FIX = Fix("safe", "move the release down", (Edit(span(18, 1, 0), "x\n"),))


def test_concise() -> None:
    assert render([FINDING], "concise") == (
        "app/report.py:18:15: POOL101 `conn` goes back to the pool before its last use "
        "(acquired 13:18, used lib/a.py:8:22)\n"
    )
    assert ": POOL101 [*] `conn`" in render([replace(FINDING, fix=FIX)], "concise")
    assert render([replace(FINDING, trail=())], "concise").endswith("last use\n")
    assert render([], "concise") == ""


def test_concise_is_one_line_whatever_the_names_are() -> None:
    odd = replace(FINDING, filename="a\nb\x1b.py", message="x\r\ny\u2028z\x85", trail=())
    assert render([odd], "concise") == "a\\x0ab\\x1b.py:18:15: POOL101 x\\x0d\\x0ay\\u2028z\\x85\n"


def test_concise_counts_steps_beyond_five() -> None:
    steps = tuple(Step("used", "app/report.py", span(row, 1, 2), "used") for row in range(1, 9))
    assert render([replace(FINDING, trail=steps)], "concise").endswith(
        "(used 1:1, used 2:1, used 3:1, used 4:1, used 5:1, 3 more)\n"
    )


# What editors and tools take a line apart with, one pattern for each way of doing it.
EDITORS = {
    "vim's %f:%l:%c: %m": r"^(?P<file>.+?):(?P<line>\d+):(?P<col>\d+): (?P<message>.+)$",
    "one of ALE's": r"^[a-zA-Z]?:?[^:]+:(?P<line>\d+):?(?P<col>\d+)?: (?P<code>\w+):? (?P<message>.*)$",
    "SublimeLinter's": r"^.+?:(?P<line>\d+):(?P<col>\d+):\s+(?P<code>[A-Z]+\d+)\s+(?P<message>.*)",
    "a VS Code problem matcher": (
        r"^(?P<file>.+?):(?P<line>\d+):(?P<col>\d+): (?P<code>POOL\d{3}) (?:\[\*\] )?(?P<message>.*)$"
    ),
    "flycheck's": r"^(?P<file>[^:]+):(?P<line>\d+):(?P<col>\d+): (?P<code>[A-Z]+\d+) (?P<message>.*)$",
    "Emacs compile mode": r"^(?P<file>[^\s:][^:]*):(?P<line>\d+)(?:[.:](?P<col>\d+))?: (?P<message>.*)$",
}


@pytest.mark.parametrize("pattern", EDITORS.values(), ids=list(EDITORS))
@pytest.mark.parametrize("fix", [None, FIX])
def test_concise_is_what_editors_read(pattern: str, fix: Fix | None) -> None:
    match = re.match(pattern, render([replace(FINDING, fix=fix)], "concise").rstrip("\n"))
    assert match is not None
    assert (match["line"], match["col"]) == ("18", "15")
    parts = match.groupdict()
    assert parts.get("file", "app/report.py") == "app/report.py"
    assert parts.get("code", "POOL101") == "POOL101"
    assert "`conn` goes back" in parts["message"]


def test_flymake_reads_stdin_by_its_name() -> None:
    line = render([replace(FINDING, filename="<stdin>")], "concise")
    assert re.match(r"^(?:<?stdin>?):(\d+):(?:(\d+):?)? (.*)$", line)


def test_json_has_the_agreed_shape() -> None:
    (record,) = json.loads(render([replace(FINDING, fix=FIX)], "json"))
    place = {"location": {"row": 18, "column": 15}, "end_location": {"row": 18, "column": 33}}
    assert record == {
        "code": "POOL101",
        "name": "use-after-release",
        "message": "`conn` goes back to the pool before its last use",
        "filename": "app/report.py",
        **place,
        "fix": {
            "applicability": "safe",
            "message": "move the release down",
            "reason": None,
            "edits": [
                {
                    "content": "x\n",
                    "location": {"row": 18, "column": 1},
                    "end_location": {"row": 18, "column": 1},
                }
            ],
        },
        "url": None,
        "trail": [
            {
                "kind": "acquired",
                "filename": "app/report.py",
                "location": {"row": 13, "column": 18},
                "end_location": {"row": 13, "column": 32},
                "message": "acquired here",
            },
            {"kind": "released", "filename": "app/report.py", **place, "message": "released here"},
            {
                "kind": "used",
                "filename": "lib/a.py",
                "location": {"row": 8, "column": 22},
                "end_location": {"row": 8, "column": 26},
                "message": "used here",
            },
        ],
        "no_fix_reason": None,
        "object": "conn",
        "pool": "asyncpg",
        "confidence": "high",
        "fingerprint": "ab" * 16,
    }


def test_json_without_findings_or_fix() -> None:
    assert render([], "json") == "[]\n"
    assert json.loads(render([FINDING], "json"))[0]["fix"] is None


def test_json_is_ascii_and_gives_names_back_as_they_are() -> None:
    odd = replace(FINDING, filename="é\x1b\udcff.py", message="\u202e😀")
    text = render([odd], "json")
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)[0]["filename"] == odd.filename


def unescape(text: str) -> str:
    for code, character in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_github() -> None:
    assert render([FINDING], "github") == (
        "::error file=app/report.py,line=18,col=15,endLine=18,endColumn=33,title=POOL101 use-after-release::"
        "`conn` goes back to the pool before its last use%0A1. 13:18 acquired here%0A2. 18:15 released here"
        "%0A3. lib/a.py:8:22 used here\n"
    )


def test_github_escapes_what_would_end_a_field() -> None:
    odd = replace(FINDING, filename="a,b:c%\n.py", message="50% of\r\n::error::x\x1b", trail=())
    line = render([odd], "github")
    assert line.count("\n") == 1
    match = re.fullmatch(r"::error file=(?P<file>[^:,]*),line=18,[^:]*::(?P<message>[^\r\n]*)\n", line)
    assert match is not None
    assert unescape(match["file"]) == "a,b:c%\\x0a.py"
    assert unescape(match["message"]) == "50% of\\x0d\\x0a::error::x\\x1b"


def test_github_leaves_columns_out_where_several_lines_are_meant() -> None:
    several = replace(FINDING, span=Span(Location(1, 2), Location(3, 4)))
    assert "line=1,endLine=3,title=" in render([several], "github")
