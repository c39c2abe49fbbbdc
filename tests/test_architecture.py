"""ARCHITECTURE.md tells the truth: the function that it follows, and the mistakes that it owns up to."""

from __future__ import annotations

from pathlib import Path

import corpus

import poollint
from poollint.catalogue import load_catalogue
from poollint.ir import Function, dump
from poollint.module import ModuleFacts
from poollint.project import Project
from poollint.report.concise import render_concise
from poollint.source import parse
from poollint.summaries import Summaries
from poollint.typestate.query import Query
from poollint.typestate.seeds import acquisition_seeds
from poollint.typestate.state import State

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "ARCHITECTURE.md"

EXAMPLE = """\
def store(pool, row):
    conn = pool.getconn()
    try:
        conn.insert(row)
        pool.putconn(conn)
    finally:
        conn.unlock()
"""


def followed() -> tuple[Function, Query]:
    """The example, lowered and queried for its one acquisition."""
    catalogue = load_catalogue({})
    module = ModuleFacts(parse(EXAMPLE, "store.py"))
    summaries = Summaries(Project(None, lambda path: None), catalogue, lambda path: frozenset())
    summaries.put(module)
    function = module.function("store")
    (seed,) = acquisition_seeds(summaries, function)
    return function, Query(summaries, function, seed, State("unborn")).solve()


def state_text(state: State) -> str:
    words = [f"released at {state.release}" if state.t == "released" else state.t]
    names = sorted(path for path in state.aliases if not path.startswith("%"))
    if names:
        words.append(f"as {', '.join(names)}")
    if state.completions:
        words.append(f"(on the way: {', '.join(label for label, _ in state.completions)})")
    return " ".join(words)


def facts_text(function: Function, query: Query) -> str:
    """The states before each operation, without those in which the object is not born."""
    lines = []
    for index, op in enumerate(function.ops):
        states = [state for state in query.solution.facts.get(index, {}).values() if state.t != "unborn"]
        if states:
            lines.append(f"{index:3} {op.kind:8} {' | '.join(sorted(map(state_text, states)))}")
    return "\n".join(lines)


def fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def example() -> str:
    function, query = followed()
    finding = render_concise(poollint.check_source(EXAMPLE, "store.py"))
    reports = "\n".join(
        f"{report.code}: released at {report.release.offsets}, used late by operation {report.late_op}"
        for report in query.reports.values()
    )
    return "\n\n".join(
        [
            fenced("python", EXAMPLE),
            "`lower` makes a graph of it, here as `ir.dump()` prints it. An operation goes on with the\n"
            "next one unless `->` says where; `!` says where an exception goes (none: out of the function).",
            fenced("text", dump(function)),
            "`recognise` takes `getconn` for an acquisition and `putconn` for the release, by their verbs.\n"
            "The query for that one object ends with these states before each operation:",
            fenced("text", facts_text(function, query)),
            "Operation 8 uses the object in a state that says released. The query reports it, in offsets:",
            fenced("text", reports),
            "`analysis` makes a `Lifecycle` of it, and the rule gives it words:",
            fenced("text", finding),
        ]
    )


def mistakes() -> str:
    lines = ["| case | what happens |", "|---|---|"]
    for case in corpus.cases():
        folder = case.path.relative_to(corpus.ROOT).parts[0]
        if case.side in ("missed", "false") and folder != "limits":
            link = case.path.relative_to(ROOT).as_posix()
            lines.append(f"| [{case.path.stem}]({link}) | {case.claim.replace('|', '&#124;')} |")
    return "\n".join(lines) if len(lines) > 2 else "None is known."


def with_section(text: str, name: str, content: str) -> str:
    start = f"<!-- {name}: generated, `pytest tests/test_architecture.py --bless` rewrites it -->"
    end = f"<!-- end of {name} -->"
    head, found, rest = text.partition(start)
    _, ended, tail = rest.partition(end)
    assert found
    assert ended
    return f"{head}{start}\n\n{content}\n\n{end}{tail}"


def test_the_page_is_fresh(bless: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    fresh = with_section(with_section(text, "example", example()), "mistakes", mistakes())
    if bless:
        PAGE.write_text(fresh, encoding="utf-8", newline="\n")
    else:
        assert text == fresh


def test_every_part_stands_in_the_code_map() -> None:
    page = PAGE.read_text(encoding="utf-8")
    code_map = page.partition("## Code map")[2].partition("\n## ")[0]
    package = ROOT / "src" / "poollint"
    parts = {path.stem for path in package.glob("[!_]*.py")}
    parts |= {path.parent.name for path in package.glob("*/__init__.py")} | {"typestate"}
    for part in parts:
        assert f"**{part}**" in code_map or f"{part}," in code_map or f", {part}**" in code_map, part
