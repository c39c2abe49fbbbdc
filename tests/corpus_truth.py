"""Runs a corpus case on the oracle and holds what the paths show against the case's markers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from corpus import Case, CorpusError
from ground_truth.layout import Layout
from ground_truth.run import Program, Truth, find_truth
from ground_truth.world import Family, Violation

BOUND = 300
_GIVEN = re.compile(r"given (?P<name>[\w.]+) = (?P<value>.+)")


@dataclass(frozen=True)
class Runtime:
    """What the `# runtime:` headers of a case say."""

    skip: str | None = None
    entries: tuple[str, ...] = ()
    plain: frozenset[str] = frozenset()
    given: tuple[tuple[str, str], ...] = ()


def read_runtime(case: Case) -> Runtime:
    """The headers of a case, read strictly."""
    skip: str | None = None
    entries: list[str] = []
    plain: set[str] = set()
    given: list[tuple[str, str]] = []
    for line in case.headers.get("runtime", ()):
        word, _, rest = line.partition(" ")
        found = _GIVEN.fullmatch(line)
        if word == "skip" and len(rest.split()) > 3:
            skip = rest
        elif word == "entry" and rest:
            entries.append(rest)
        elif word == "plain" and rest:
            plain.update(name.strip() for name in rest.split(","))
        elif found:
            given.append((found["name"], found["value"]))
        else:
            raise CorpusError(f"{case.name}: cannot read the header runtime: {line!r}")
    return Runtime(skip, tuple(entries), frozenset(plain), tuple(given))


def programs(case: Case, runtime: Runtime) -> Iterator[Program]:
    """One program for each entry of the case."""
    import ast

    entries = runtime.entries or Layout.of(ast.parse(case.text)).entries
    tables = {kind: cast(Any, case.table.get(kind, {})) for kind in ("pools", "deferrals", "joins")}
    tables = {kind: table for kind, table in tables.items() if table}
    for entry in entries:
        yield Program(case.text, entry, "read", plain=runtime.plain, given=runtime.given, user_tables=tables)


def truths(case: Case, is_wide: bool = False) -> list[Truth]:
    """What running the entries showed; widely, with what the design leaves out."""
    found = programs(case, read_runtime(case))
    return [find_truth(replace(program, keeps=is_wide), BOUND, may_fail=is_wide) for program in found]


def family_of(code: str) -> Family | None:
    """The sort of fault that a rule reports; None for what the oracle does not watch."""
    if code.startswith("POOL1"):
        return "late"
    return {"POOL201": "double", "POOL202": "unawaited"}.get(code)  # type: ignore[return-value]


def objections(case: Case) -> list[str]:
    """How what happens at run time differs from what the case says; empty where it is the same."""
    shown = truths(case)
    if not shown:
        return ["no entry was found"]
    if senseless := [truth.why_not for truth in shown if truth.why_not is not None]:
        return [f"it can't be run: {why}" for why in senseless]
    borrows = any(code == "POOL106" for _, code in case.rows("error", "missed"))
    counted = {"written", "borrowed"} if borrows else {"written"}
    written = [v for truth in shown for v in truth.violations if v.path in counted]
    if case.side in ("good", "false"):
        return [f"a written path shows {_tell(v)}" for v in written]
    marked = [(row, code) for row, code in case.rows("error", "missed") if family_of(code)]
    wanted = {family for _, code in marked if (family := family_of(code))}
    if case.side == "missed" and not {v.family for v in written} & wanted:
        # what the design leaves out is shown by paths that it does not count
        shown = [*shown, *truths(case, is_wide=True)]
        written = [v for truth in shown for v in truth.violations if v.family in wanted]
    repeated = {family for truth in shown for family in truth.repeated()}
    families = {v.family for v in written}
    found = [f"nothing shows that anything is {family}" for family in sorted(wanted - families)]
    extra = families - wanted - repeated
    found += [f"a written path shows {_tell(v)}" for v in written if v.family in extra]
    releases = {row for row, kinds in case.steps.items() if "released" in kinds} | {row for row, _ in marked}
    late = {row for row, kinds in case.steps.items() if kinds & {"used", "escaped", "released", "deferred"}}
    late |= {row for row, _ in marked}
    for row, code in marked:
        mine = [v for v in written if v.family == family_of(code)]
        here = [v for v in mine if row in v.rows] or [v for v in mine if set(v.rows) & releases]
        if mine and not any(set(v.rows) & releases and (set(v.rows) & late or not v.late_row) for v in here):
            found.append(f"the {code} of row {row} is elsewhere: {', '.join(map(_tell, mine))}")
    return found


def _tell(violation: Violation) -> str:
    rows = f"released in row {violation.release_row}, again touched in row {violation.late_row}"
    return f"{violation.family} in {violation.lane}: {rows} (rows {violation.rows})"
