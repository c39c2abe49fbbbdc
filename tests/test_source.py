"""Decoding, guarded parsing, and the spans of nodes."""

from __future__ import annotations

import ast
import asyncio.base_events
import json.decoder
import sys
from collections.abc import Iterable
from pathlib import Path

import libcst as cst
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider

from poollint.concrete import _SpanState
from poollint.formatted import Field, literals
from poollint.salvage import in_older_syntax, without_new_strings
from poollint.source import MAX_DEPTH, SourceError, decode, parse

REAL = [Path(module.__file__ or "") for module in (asyncio.base_events, json.decoder)]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_spans_agree_with_the_position_provider(path: Path) -> None:
    source = parse(path.read_text(encoding="utf-8"), str(path))
    wrapper = MetadataWrapper(source.module, unsafe_skip_copy=True)
    for node, wanted in wrapper.resolve(PositionProvider).items():
        if isinstance(node, cst.Module):
            continue
        span = source.span(node)
        assert (span.start.row, span.start.column - 1) == (wanted.start.line, wanted.start.column)
        assert (span.end.row, span.end.column - 1) == (wanted.end.line, wanted.end.column)


def test_code_is_the_text_as_written() -> None:
    source = parse("a  =  f( 'ü' )\n", "x.py")
    line = source.module.body[0]
    assert isinstance(line, cst.SimpleStatementLine)
    statement = line.body[0]
    assert isinstance(statement, cst.Assign)
    assert source.code(statement.value) == "f( 'ü' )"
    assert source.span(statement.value).start.column == 7


def test_an_interrupt_while_places_are_noted_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """As anything else, a trial of a fix would take it for a text that can't be parsed, and try the next."""
    text, add_token = "def f(pool):\n    conn = pool.getconn()\n    return (conn)\n", _SpanState.add_token
    count = 0

    def interrupted(self: _SpanState, value: str) -> None:
        nonlocal count
        count -= 1
        if count == 0:
            raise KeyboardInterrupt
        add_token(self, value)

    monkeypatch.setattr(_SpanState, "add_token", interrupted)
    parse(text, "a.py").whole  # noqa: B018
    tokens = -count
    for at in range(1, tokens + 1):
        count = at
        with pytest.raises(KeyboardInterrupt):
            parse(text, "a.py").whole  # noqa: B018
    assert tokens > 20


def test_lone_carriage_returns_keep_their_places() -> None:
    source = parse("a = 1\rb = 2\r", "x.py")
    assert source.span(source.module.body[1]).start.row == 2


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = 1\n", "x = 1\n"),
        (b"\xef\xbb\xbfx = 1\n", "x = 1\n"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'\n", "# -*- coding: latin-1 -*-\nx = 'é'\n"),
    ],
)
def test_decode(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "row", "word"),
    [
        (b"x = 1\ny = '\xff'\n", 2, "utf-8"),
        (b"x\n\0", 2, "NUL"),
        (b"# coding: no-such-codec\n", 1, "no-such-codec"),
        (b"# coding: hex\n", 1, "decode"),
    ],
)
def test_undecodable(data: bytes, row: int, word: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode(data)
    assert caught.value.row == row
    assert word in caught.value.message


HOSTILE = {
    "brackets": "x = " + "(" * 5000 + ")" * 5000,
    "lists": "x = " + "[" * 50000,
    "or": "x = " + " or ".join("a" * 20000),
    "elif": "if a: pass\n" + "elif b: pass\n" * 20000,
    "plus": "x = " + "+".join("a" * 2000),
    "calls": "x = a" + ".b()" * 3000,
    "strings": "x = " + "'a' " * 20000,
    "newer syntax, deep": "type X = int\nx = " + "(" * 5000 + ")" * 5000,
    "python 2": "print 'x'\n",
    "half": "def f(:\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_refused_and_not_fatal(name: str) -> None:
    with pytest.raises(SourceError) as caught:
        assert parse(HOSTILE[name], "x.py").whole
    assert "\n" not in caught.value.message


def test_nesting_up_to_the_bound_is_parsed() -> None:
    depth = MAX_DEPTH // 3
    parse("x = " + "+".join("a" * depth), "x.py")
    parse("x = " + "'a' " * depth, "x.py")


@pytest.mark.parametrize("text", ["def f[T](x: T) -> T: ...\n", "type X = int\n", "x = f'{a!r:{'y'}}'\n", ""])
def test_syntax_newer_than_the_running_python_is_parsed(text: str) -> None:
    assert parse(text, "x.py").text == text


@pytest.mark.parametrize(
    "text",
    [
        "type X = int\n",
        "if a:\n    type X[T: dict[str, int]] = list[T]\n",
        "@d\nclass A[T](B):\n    x = 1\n",
        "class A[\n    T,\n    U,\n](B):\n    def f[**P](self, x: P) -> None: ...\n",
        "async def f[\n    T\n](x: T) -> T:\n    return x\n",
    ],
)
def test_parameters_and_aliases_of_types_leave_rows_as_they_are(text: str) -> None:
    older = in_older_syntax(text)
    ast.parse(older, feature_version=(3, 11))
    assert older.count("\n") == text.count("\n")
    if sys.version_info >= (3, 12):
        rows = [
            [node.lineno for node in ast.walk(ast.parse(one)) if isinstance(node, ast.stmt)]
            for one in (text, older)
        ]
        assert rows[0] == rows[1]


@pytest.mark.parametrize(
    "text",
    [
        "x = f'{a!r:{'y'}}'\n",
        'x = f"{d["k"]} {n:>{width}}" \'and\' f"{{}}"\n',
        "x = f\"{\n    a  # a comment with 'quotes'\n}\"\n",
        "x = f'''{a}\n{b['''c''']}'''\n",
        'x = t"{name!s}"\n',
        'é = f"{\'ü\'}{d["é"]}"; y = 1\n',
        "try:\n    a()\nexcept* ValueError:\n    b()\n",
        "try:\n    a()\nexcept A, B:\n    b()\n",
        "try:\n    a()\nexcept A, b.B, C:\n    b()\n",
    ],
)
def test_strings_of_newer_syntax_keep_all_places(text: str) -> None:
    plain, _ = without_new_strings(text)
    ast.parse(plain)
    assert len(plain) == len(text)
    ends = [[index for index, char in enumerate(one) if char == "\n"] for one in (plain, text)]
    assert ends[0] == ends[1]
    assert parse(text, "x.py").text == text


FIELDS = [
    ("f'{a}'", ["a"]),
    ("f'{ a.b } {c!r} {d:>3} {e=}'", ["a.b", "c", "d", "e"]),
    ("f'{{no}} {a == b} {(lambda x: x)(1)}'", ["a == b", "(lambda x: x)(1)"]),
    ("f'{a:{width}.{digits}}'", ["a", "width", "digits"]),
    ("rf'\\{a}'", ["a"]),
    ("f'\\N{DASH}{a}'", ["a"]),
    ("f'{d[\"k\"]}' 'x{y}' f'{z}'", ['d["k"]', "z"]),
    ("f'{f\"{a}\"}'", ['f"{a}"']),
    ("(f'{a}'  # f'{b}'\n f'{c}')", ["a", "c"]),
    ("f'{a!=b}'", ["a!=b"]),
    ("b'{a}' u'{b}'", []),
    ("f'{a", []),
]


@pytest.mark.parametrize(("text", "wanted"), FIELDS)
def test_fields_of_formatted_strings(text: str, wanted: list[str]) -> None:
    def found(fields: Iterable[Field]) -> list[str]:
        return [code for one in fields for code in (text[one.start : one.end], *found(one.spec))]

    assert [code for one in literals(text, 0, len(text)) for code in found(one.fields or ())] == wanted


PLACES: list[tuple[str, type[ast.AST], str]] = [
    ("x = (a, b)", ast.Tuple, "a, b"),
    ("x = (a), (b)", ast.Tuple, "(a), (b)"),
    ("x = ((a), b)", ast.Tuple, "(a), b"),
    ("x = (  # c (\n    a,  # )\n)", ast.Tuple, "a,"),
    ("x = ()", ast.Tuple, ""),
    ("f(a for a in b)", ast.GeneratorExp, "a for a in b"),
    ("f((a for a in (b)), 1)", ast.GeneratorExp, "a for a in (b)"),
    ("é = 'ü', b", ast.Tuple, "'ü', b"),
]


@pytest.mark.parametrize(("text", "kind", "wanted"), PLACES)
def test_ranges_are_without_parentheses(text: str, kind: type[ast.AST], wanted: str) -> None:
    source = parse(text, "x.py")
    node = next(node for node in ast.walk(source.tree) if isinstance(node, kind))
    assert source.text_of(node) == wanted


@pytest.mark.parametrize("text", ["type(x) == y\n", "x[a] = 1\n", "type = 3\n", "class A(B[T]): ...\n"])
def test_what_is_no_newer_syntax_stays(text: str) -> None:
    assert in_older_syntax(text) == text
