"""The corpus in other formats: what the fixes make of a text does not depend on how it is laid out.

Where a layout has statements that can't move by whole rows, a fix may be refused; else comments, strings and
all other rows stay.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections import Counter
from collections.abc import Callable

import corpus
import pytest
from corpus import Case

from poollint import engine
from poollint.config.settings import config_from_table
from poollint.repair import Repaired, repair

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


each_fixed = pytest.mark.parametrize(
    ("number", "case"), list(enumerate(FIXED)), ids=[case.name for case in FIXED]
)


def repaired(case: Case, data: bytes) -> Repaired:
    config = config_from_table(case.table, file="pyproject.toml", root="")
    return repair(engine.Engine(), data, case.filename, config, unsafe=True)


# Two edits would meet at the end of a file without a last line end: the fix is not offered there.
REFUSED = {("deferrals/bad_first_completed", "no_last_line_end")}


def check_format(case: Case, change: Change) -> None:
    if change is latin_1 and not case.text.isascii():
        change = crlf
    data, wanted = change(case.text), change(case.fixed_path.read_text(encoding="utf-8"))
    result = repaired(case, data)
    if (case.name, change.__name__) in REFUSED:
        assert result.data == data
        assert all(finding.no_fix_reason for finding in result.left)
    else:
        assert result.data == wanted


@each_fixed
def test_another_format(number: int, case: Case) -> None:
    """Each case in one of the formats, so that each form of a fix meets most of them."""
    check_format(case, CHANGES[number % len(CHANGES)])


@pytest.mark.slow
@pytest.mark.parametrize("change", CHANGES)
@each_fixed
def test_each_format(number: int, case: Case, change: Change) -> None:
    check_format(case, change)


# Layouts of which some can't be edited by rows


Layout = Callable[[str], str]
_MOST_ROWS = 8  # two tasks that are waited for in a `finally` each, and one for the release
_SIMPLE = (ast.Expr, ast.Assign, ast.AugAssign, ast.Return, ast.Raise, ast.Pass, ast.Delete)


def bodies(text: str) -> list[tuple[ast.AST, list[ast.stmt]]]:
    return [
        (node, body)
        for node in ast.walk(ast.parse(text))
        for slot in ("body", "orelse", "finalbody")
        if isinstance(body := getattr(node, slot, None), list) and body
    ]


def is_plain(node: ast.stmt, lines: list[str]) -> bool:
    """A simple statement on one row that has no comment and is no docstring."""
    text = lines[node.lineno - 1]
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return isinstance(node, _SIMPLE) and node.end_lineno == node.lineno and "#" not in text and not is_text


def semicolons(text: str) -> str:
    """Two statements on a row, where both are simple."""
    lines = text.split("\n")
    for _, body in sorted(bodies(text), key=lambda pair: -pair[1][0].lineno):
        for one, other in reversed(list(zip(body[::2], body[1::2], strict=False))):
            if other.lineno == one.lineno + 1 and is_plain(one, lines) and isinstance(other, _SIMPLE):
                lines[one.lineno - 1 : other.lineno] = [
                    f"{lines[one.lineno - 1]}; {lines[other.lineno - 1].lstrip()}"
                ]
    return "\n".join(lines)


def one_line_suites(text: str) -> str:
    """A block of one simple statement stands on the row of its head."""
    lines = text.split("\n")
    for _, body in sorted(bodies(text), key=lambda pair: -pair[1][0].lineno):
        row = body[0].lineno - 1
        head = lines[row - 1]
        is_head = head.endswith(":") and not head.lstrip().startswith(("try", "@"))
        if len(body) == 1 and row and is_head and "#" not in head and isinstance(body[0], _SIMPLE):
            if body[0].end_lineno == body[0].lineno and not head.lstrip().startswith(
                ("class", "else", "finally")
            ):
                lines[row - 1 : row + 1] = [f"{head} {lines[row].lstrip()}"]
    return "\n".join(lines)


def continued(text: str) -> str:
    """Assignments and awaits go on behind a backslash."""
    return re.sub(
        r"(?m)^( *)((?:\w+ = |await |return )+)(?=[\w(])", lambda m: f"{m[1]}{m[2]}\\\n{m[1]}  ", text
    )


def typed(text: str) -> str:
    """A type comment beside each plain statement."""
    lines = text.split("\n")
    for _, body in bodies(text):
        for node in body:
            if is_plain(node, lines):
                lines[node.lineno - 1] += "  # type: ignore[misc]"
    return "\n".join(lines)


def nested(text: str) -> str:
    """All of it in a function, with strings as they are."""
    inside: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.STRING:
            inside.update(range(token.start[0] + 1, token.end[0] + 1))
    lines = text.split("\n")
    return "def outer():\n" + "\n".join(
        f"    {line}" if line and number not in inside else line for number, line in enumerate(lines, 1)
    )


def decorated(text: str) -> str:
    """Each function has a decorator with a comment, in a class of its own where it has no parameters."""
    return re.sub(r"(?m)^( *)((?:async )?def )", r"\1@traced(1)  # seen\n\1\2", text)


LAYOUTS: list[Layout] = [semicolons, one_line_suites, continued, typed, nested, decorated]


def words(text: str) -> Counter[str]:
    """The comments and strings of a text."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(t.string for t in tokens if t.type in (tokenize.COMMENT, tokenize.STRING))


def code(row: str) -> str:
    """A row without its comment."""
    return row.partition("#")[0].strip()


def check_layout(case: Case, layout: Layout) -> int:
    """Repair a case in that layout; how many fixes were made. Each that is refused has a reason."""
    text = layout(case.text)
    try:
        ast.parse(text)
    except SyntaxError:  # what must stand at the top of a module
        return 0
    result = repaired(case, text.encode())
    assert all(finding.fix or finding.no_fix_reason for finding in result.left)
    if not result.fixed:
        assert result.data == text.encode()
        return 0
    after = result.data.decode()
    ast.parse(after)
    rows = text.split("\n")
    gone = Counter(map(code, rows)) - Counter(map(code, after.split("\n")))
    lost = words(text) - words(after)
    assert all(any(word in row for row in rows if code(row) in gone) for word in lost), lost
    new = Counter(map(str.strip, after.split("\n"))) - Counter(map(str.strip, rows))
    assert new.total() <= _MOST_ROWS * len(result.fixed), new
    assert not repaired(case, result.data).fixed
    return len(result.fixed)


@each_fixed
def test_another_layout(number: int, case: Case) -> None:
    """Each case in one of the layouts."""
    check_layout(case, LAYOUTS[number % len(LAYOUTS)])


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout(layout: Layout) -> None:
    """Most are repaired all the same."""
    assert sum(check_layout(case, layout) for case in FIXED) > len(FIXED) // 4
