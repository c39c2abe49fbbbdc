"""Holds a checker's verdict against the truth, in both directions, and shrinks what they disagree about."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from .run import Program, Truth, find_truth
from .world import Family

if TYPE_CHECKING:
    from poollint.config.settings import Config

Direction = Literal["missed", "false", "crash"]


@dataclass(frozen=True)
class Report:
    """What a checker said: the family of a finding, and the rows that it names."""

    family: Family
    rows: frozenset[int]


Checker = Callable[[str], list[Report]]


@dataclass(frozen=True)
class Disagreement:
    """One program on which checker and truth differ, and how."""

    program: Program
    direction: Direction
    family: Family | None
    message: str = ""


def lint(text: str) -> list[Report]:
    """The linter with its default rules."""
    from poollint import check_source

    reports = []
    for finding in check_source(text, "generated.py"):
        spans = [finding.span, *finding.related, *(step.span for step in finding.trail)]
        rows = frozenset(row for s in spans for row in range(s.start.row, s.end.row + 1))
        family: Family
        if finding.code.startswith("POOL1"):
            family = "late"
        elif finding.code == "POOL201":
            family = "double"
        elif finding.code == "POOL202":
            family = "unawaited"
        else:
            continue
        reports.append(Report(family, rows))
    return reports


@cache
def _hazards() -> Config:
    from poollint.config.settings import config_from_table

    return config_from_table({"select": ["POOL403", "POOL404"]}, file="pyproject.toml", root="")


def warns_of_errors(text: str) -> bool:
    """Whether the linter says that an error or cancellation gives back what a task or thread still uses."""
    from poollint import check_source

    return bool(check_source(text, "generated.py", config=_hazards()))


def compare(program: Program, truth: Truth, check: Checker = lint) -> tuple[list[Disagreement], list[Report]]:
    """How verdict and truth differ, by family, and what the checker said."""
    try:
        reports = check(program.text)
    except Exception as error:
        return [Disagreement(program, "crash", None, f"{type(error).__name__}: {error}")], []
    said = {report.family for report in reports}
    faults = truth.faults()
    result = [Disagreement(program, "missed", family) for family in sorted(faults - said - truth.repeated())]
    wrong = said - faults - truth.doubts()
    if wrong:
        wrong -= find_truth(program, may_fail=True).doubts()
    return result + [Disagreement(program, "false", family) for family in sorted(wrong)], reports


def is_misplaced(truth: Truth, reports: list[Report]) -> bool:
    """Whether a finding has the right family, and yet names no row at which a path goes wrong."""
    for family in truth.faults() & {report.family for report in reports}:
        shown = [v for v in truth.violations if v.family == family and v.path == "written"]
        rows = {row for v in shown for row in v.rows}
        is_outside = any(v.late_row == 0 for v in shown)  # whoever was given it uses it out of sight
        if not is_outside and not any(report.rows & rows for report in reports if report.family == family):
            return True
    return False


def shrink(found: Disagreement, check: Checker = lint, tries: int = 400) -> Disagreement:
    """Delete and unwrap statements as long as the same disagreement stays."""

    def still(text: str) -> bool:
        if _has_unbound_names(text):
            return False
        program = replace(found.program, text=text)
        try:
            truth = find_truth(program, 800)
        except Exception:
            return False
        if truth.why_not is not None or not truth.is_complete or truth.doubts():
            return False
        now, _ = compare(program, truth, check)
        return any((d.direction, d.family) == (found.direction, found.family) for d in now)

    text = found.program.text
    if not still(ast.unparse(ast.parse(text))):
        return found
    text = ast.unparse(ast.parse(text))
    again = True
    while again and tries > 0:
        again = False
        for smaller in _smaller(text):
            tries -= 1
            if tries <= 0:
                break
            if still(smaller):
                text, again = smaller, True
                break
    return replace(found, program=replace(found.program, text=text + "\n"))


def _has_unbound_names(text: str) -> bool:
    """Whether a deletion took away what another statement needs."""
    loaded: set[str] = set()
    bound = set(dir(builtins)) | {"__name__"}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name):
            (loaded if isinstance(node.ctx, ast.Load) else bound).add(node.id)
        elif isinstance(node, ast.arg):
            bound.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound.update(alias.asname or alias.name.split(".")[0] for alias in node.names)
    return bool(loaded - bound)


def _bodies(tree: ast.AST) -> Iterator[tuple[ast.AST, list[ast.stmt]]]:
    for node in ast.walk(tree):
        for slot in ("body", "orelse", "finalbody"):
            value = getattr(node, slot, None)
            if isinstance(value, list) and value:
                yield node, value


def _smaller(text: str) -> Iterator[str]:
    """Texts with one statement less, or one that is replaced by what it encloses."""
    count = sum(len(body) for _, body in _bodies(ast.parse(text)))
    seen = {text}
    for pick in range(count):
        for change in ("delete", "unwrap", "handlers", "else", "finally"):
            tree = ast.parse(text)
            at = pick
            for owner, body in _bodies(tree):
                if at >= len(body):
                    at -= len(body)
                    continue
                if _change(body, at, change, isinstance(owner, ast.FunctionDef | ast.AsyncFunctionDef)):
                    try:
                        result = ast.unparse(tree)
                        ast.parse(result)
                    except (SyntaxError, ValueError):
                        break
                    if result not in seen:
                        seen.add(result)
                        yield result
                break


def _change(body: list[ast.stmt], at: int, change: str, is_function: bool) -> bool:
    node = body[at]
    if change == "delete":
        if len(body) == 1 and (is_function or isinstance(node, ast.Pass)):
            return False
        del body[at]
        if not body:
            body.append(ast.Pass())
        return True
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    inner = copy.deepcopy(getattr(node, "body", None))
    if change == "unwrap" and isinstance(inner, list):
        body[at : at + 1] = inner
        return True
    if change == "handlers" and isinstance(node, ast.Try) and node.finalbody and node.handlers:
        node.handlers = []
        return True
    if change == "finally" and isinstance(node, ast.Try) and node.handlers and node.finalbody:
        node.finalbody = []
        return True
    if change == "else" and getattr(node, "orelse", None):
        node.orelse = []  # type: ignore[attr-defined]
        return True
    return False
