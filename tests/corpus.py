"""Reads the corpus: cases, their markers and headers, the variants that must keep a verdict, the index.

A case is data. What its markers mean for the checker is asserted in `test_corpus.py`, nowhere else.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import libcst as cst

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]

if TYPE_CHECKING:
    from poollint.finding import Finding

ROOT = Path(__file__).resolve().parent.parent / "test_corpus"
FIXED = ".fixed.py"
README = ROOT / "README.md"
PROJECTS = ROOT / "projects"
INDEX_START = "<!-- index: generated, `pytest tests/test_corpus.py --bless` rewrites it -->"
INDEX_END = "<!-- end of index -->"

SIDES = ("bad", "good", "missed", "false")
STEP_KINDS = ("acquired", "borrowed", "deferred", "released", "joined", "escaped", "used", "left")
_HEADERS = ("config", "runtime", "select", "filename", "python")

_CODE = r"\[(?P<code>POOL\d{3})\]"
_VERDICT = re.compile(
    rf"(?P<word>error|missed|false-alarm):\s*(?:(?P<column>\d+)\s+)?{_CODE}(?:\s+\"(?P<part>[^\"]*)\")?$"
)
_STEPS = re.compile(r"step:\s*(?P<kinds>[a-z]+(?:\s*,\s*[a-z]+)*)$")
_MARKER_WORD = re.compile(r"(error|step|missed|false-alarm)\s*:")
_HEADER = re.compile(r"#\s*(?P<key>[a-z]+):\s*(?P<value>.*\S)\s*$")


class CorpusError(Exception):
    """A case that says something which the harness does not understand."""


@dataclass(frozen=True)
class Expected:
    """A verdict marker: `word` is error, missed or false-alarm."""

    word: str
    row: int
    code: str
    column: int | None = None
    part: str | None = None


@dataclass(frozen=True)
class Case:
    """One corpus file with what its comments claim."""

    path: Path
    text: str
    verdicts: tuple[Expected, ...]
    steps: Mapping[int, frozenset[str]]
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The path below the corpus, without the suffix: the id of its tests."""
        return self.path.relative_to(ROOT).with_suffix("").as_posix()

    @property
    def fixed_path(self) -> Path:
        """Where the text stands that the fixes, safe and unsafe, make of the case."""
        return self.path.with_suffix(FIXED)

    @property
    def side(self) -> str:
        return self.path.name.partition("_")[0]

    @property
    def topic(self) -> str:
        return self.path.stem.partition("_")[2]

    @property
    def filename(self) -> str:
        """The name under which the checker sees the text; decides whether it is test code."""
        given = self.headers.get("filename")
        return given[0] if given else self.path.relative_to(ROOT).as_posix()

    @property
    def minimum_python(self) -> tuple[int, int]:
        given = self.headers.get("python")
        if not given:
            return (3, 10)
        major, _, minor = given[0].partition(".")
        return (int(major), int(minor))

    @property
    def table(self) -> dict[str, object]:
        """`[tool.poollint]` as the header comments give it."""
        table: dict[str, object] = tomllib.loads("\n".join(self.headers.get("config", ())))
        for line in self.headers.get("select", ()):
            table["select"] = [word.strip() for word in line.split(",")]
        return table

    @property
    def claim(self) -> str:
        """The first line of the docstring."""
        try:
            found = ast.get_docstring(ast.parse(self.text))
        except SyntaxError:  # newer than the running Python
            found = cst.parse_module(self.text).get_docstring()
        return (found or "").partition("\n")[0]

    def rows(self, *words: str) -> list[tuple[int, str]]:
        """(row, code) of each marker with one of these words, sorted."""
        return sorted((marker.row, marker.code) for marker in self.verdicts if marker.word in words)


def read_case(path: Path) -> Case:
    text = path.read_text(encoding="utf-8")
    verdicts: list[Expected] = []
    steps: dict[int, frozenset[str]] = {}
    headers: dict[str, list[str]] = {}
    for row, comment, alone in _comments(text):
        header = _HEADER.match(comment) if alone else None
        if header and header["key"] in _HEADERS:
            headers.setdefault(header["key"], []).append(header["value"])
            continue
        for piece in (piece.strip() for piece in comment.split("#")):
            if verdict := _VERDICT.match(piece):
                column = int(verdict["column"]) if verdict["column"] else None
                verdicts.append(Expected(verdict["word"], row, verdict["code"], column, verdict["part"]))
            elif found := _STEPS.match(piece):
                kinds = frozenset(kind.strip() for kind in found["kinds"].split(","))
                if unknown := kinds.difference(STEP_KINDS):
                    raise CorpusError(f"{path}:{row}: no such step: {', '.join(sorted(unknown))}")
                steps[row] = kinds
            elif _MARKER_WORD.match(piece):
                raise CorpusError(f"{path}:{row}: cannot read the marker {piece!r}")
    return Case(path, text, tuple(verdicts), steps, {key: tuple(values) for key, values in headers.items()})


def _comments(text: str) -> Iterator[tuple[int, str, bool]]:
    """(row, comment, whether it stands alone at the left margin)."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string, token.start[1] == 0


@cache
def cases() -> tuple[Case, ...]:
    """Every case of one file, in the order of their names; those of several are in `projects`."""
    paths = (path for path in ROOT.rglob("*.py") if PROJECTS not in path.parents)
    found = (read_case(path) for path in paths if not path.name.endswith(FIXED))
    return tuple(sorted(found, key=lambda case: case.name))


def check(case: Case, text: str | None = None, filename: str | None = None) -> list[Finding]:
    """What poollint says about the case, or about another text or name in its place."""
    import poollint
    from poollint.config.settings import config_from_table

    return poollint.check_source(
        case.text if text is None else text,
        filename=filename or case.filename,
        config=config_from_table(case.table, file="pyproject.toml", root=""),
    )


@cache
def findings(case_name: str) -> tuple[Finding, ...]:
    return tuple(check(next(case for case in cases() if case.name == case_name)))


def with_ignores(case: Case) -> str:
    """The text with each reported line's marker replaced by an ignore comment."""
    codes: dict[int, list[str]] = {}
    for row, code in case.rows("error", "false-alarm"):
        codes.setdefault(row, []).append(code)
    lines = case.text.splitlines()
    for row, comment, _ in _comments(case.text):
        if row in codes:
            line = lines[row - 1]
            ignore = f"# poollint: ignore[{','.join(codes[row])}] the corpus says so"
            lines[row - 1] = line[: len(line) - len(comment)] + ignore
    return "\n".join(lines) + "\n"


def with_passes(case: Case) -> tuple[str, dict[int, int]]:
    """The text with a `pass` before each statement in a function, and old row -> new row."""
    lines = case.text.splitlines()
    indents: dict[int, str] = {}
    for node in ast.walk(ast.parse(case.text)):
        if not isinstance(node, ast.stmt) or node.col_offset == 0:
            continue
        decorators = getattr(node, "decorator_list", [])
        row = min([node.lineno, *(decorator.lineno for decorator in decorators)])
        line = lines[row - 1]
        indent = line[: len(line) - len(line.lstrip())]
        starts_line = line[: node.col_offset].strip() in ("", "@")
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if starts_line and not is_docstring and not line.lstrip().startswith(("elif ", "elif(")):
            indents[row] = indent
    moved: dict[int, int] = {}
    out: list[str] = []
    for row, line in enumerate(lines, start=1):
        if row in indents:
            out.append(f"{indents[row]}pass")
        out.append(line)
        moved[row] = len(out)
    return "\n".join(out) + "\n", moved


def index() -> str:
    """The table of the README: folder by folder, each case with its codes and its claim."""
    folders: dict[str, list[Case]] = {}
    for case in cases():
        folders.setdefault(case.path.parent.relative_to(ROOT).as_posix(), []).append(case)
    counts = {side: sum(case.side == side for case in cases()) for side in SIDES}
    lines = [
        f"{len(cases())} cases: " + ", ".join(f"{counts[side]} {side}" for side in SIDES) + ".",
        "",
        "| folder | bad | good | missed | false |",
        "|---|---|---|---|---|",
    ]
    for folder, members in folders.items():
        numbers = " | ".join(str(sum(case.side == side for case in members)) for side in SIDES)
        lines.append(f"| [{folder}]({folder}) | {numbers} |")
    for folder, members in folders.items():
        lines += ["", f"### {folder}", "", "| case | verdict | what it shows |", "|---|---|---|"]
        for case in members:
            codes = sorted({code for _, code in case.rows("error", "missed", "false-alarm")})
            link = f"[{case.path.stem}]({case.path.relative_to(ROOT).as_posix()})"
            lines.append(f"| {link} | {', '.join(codes) or 'silent'} | {case.claim.replace('|', '&#124;')} |")
    return "\n".join(lines)


def readme_with_index(text: str) -> str:
    """The README's text with a fresh index between its two marks."""
    head, _, rest = text.partition(INDEX_START)
    _, _, tail = rest.partition(INDEX_END)
    return f"{head}{INDEX_START}\n\n{index()}\n\n{INDEX_END}{tail}"
