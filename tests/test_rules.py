"""Each rule's documentation: the same headings everywhere, and examples that do what they say."""

from __future__ import annotations

import re

import pytest

import poollint
from poollint.config import Config
from poollint.rules import RULES, Rule

HEADINGS = ["What it finds", "Why it matters", "Example", "Better", "Fix safety", "Limits"]
SHORT = ["What it finds", "Why it matters", "Limits"]

_SECTION = re.compile(r"^## (?P<title>.+)\n(?P<body>(?:(?!## ).*\n?)*)", re.MULTILINE)
_CODE = re.compile(r"^```python\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"# (POOL\d{3})$")

WITH_EXAMPLE = [rule for rule in RULES.values() if rule.tell is not None]

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
each_example = pytest.mark.parametrize("rule", WITH_EXAMPLE, ids=[rule.code for rule in WITH_EXAMPLE])


def sections(rule: Rule) -> dict[str, str]:
    return {match["title"]: match["body"].strip() for match in _SECTION.finditer(rule.doc)}


def code(rule: Rule, title: str) -> str:
    """The one fenced example of a section."""
    blocks = _CODE.findall(sections(rule)[title] + "\n")
    assert len(blocks) == 1
    return str(blocks[0])


def found(rule: Rule, text: str) -> list[tuple[int, str]]:
    config = Config(extend_select=(rule.code,))
    return [(one.span.start.row, one.code) for one in poollint.check_source(text, "app/jobs.py", config)]


@each_rule
def test_headings(rule: Rule) -> None:
    titles = [match["title"] for match in _SECTION.finditer(rule.doc)]
    assert titles == (HEADINGS if rule.tell is not None else SHORT)
    assert all(sections(rule).values())
    assert rule.doc.startswith("## ")


@each_example
def test_example_has_the_finding_at_its_mark(rule: Rule) -> None:
    text = code(rule, "Example")
    marked = [(row, mark[1]) for row, line in enumerate(text.splitlines(), 1) if (mark := _MARK.search(line))]
    said = found(rule, text)
    if marked:
        assert said == marked
    else:
        assert {one for _, one in said} == {rule.code}


@each_example
def test_better_is_silent(rule: Rule) -> None:
    text = code(rule, "Better")
    assert not _MARK.search(text)
    assert found(rule, text) == []


@each_example
def test_better_is_the_example_repaired(rule: Rule) -> None:
    """Both show the same function, so that reading them side by side shows the repair."""
    names = [re.findall(r"def (\w+)\(", code(rule, title)) for title in ("Example", "Better")]
    assert names[0] == names[1]


@each_rule
def test_names(rule: Rule) -> None:
    assert re.fullmatch(r"POOL\d{3}", rule.code)
    assert rule.module == f"poollint.rules.{rule.name.replace('-', '_')}"
    assert rule.summary
    assert rule.summary[0].islower()
    assert not rule.summary.endswith(".")


def test_codes_and_names_are_each_used_once() -> None:
    assert all(code == rule.code for code, rule in RULES.items())
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
