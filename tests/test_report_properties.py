"""Properties for any text: nothing harmful is printed, marks stand where they should, nothing crashes."""

from __future__ import annotations

import json

from fake_parts import RULES
from hypothesis import given, settings
from hypothesis import strategies as st

from poollint.config.options import OUTPUT_FORMATS
from poollint.finding import Finding, Location, Span, Step
from poollint.report import render
from poollint.report.text import cells, visible, width_of
from poollint.suppress import find_suppressions, split_lines

ODD = st.text(
    st.one_of(st.characters(codec=None), st.sampled_from("\t\r\n\x1b\u202e\u2028漢é😀\x00:%,#'\"([")),
    max_size=80,
)
LOCATIONS = st.builds(Location, st.integers(1, 12), st.integers(1, 90))


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    def span() -> Span:
        one, other = sorted((draw(LOCATIONS), draw(LOCATIONS)))
        return Span(one, other)

    name = draw(ODD)
    steps = tuple(
        Step("used", draw(st.sampled_from([name, "b.py"])), span(), draw(ODD))
        for _ in range(draw(st.integers(0, 7)))
    )
    primary = draw(st.sampled_from([span(), *(step.span for step in steps)]))
    return Finding(
        "POOL101", "use-after-release", draw(ODD), name, primary, steps, help=draw(st.none() | ODD)
    )


@settings(deadline=None)
@given(findings(), ODD, ODD, st.integers(1, 130))
def test_nothing_harmful_is_printed(finding: Finding, text: str, other: str, width: int) -> None:
    for output_format in OUTPUT_FORMATS:
        texts = {finding.filename: text, "b.py": other}
        shown = render([finding], output_format, texts=texts, width=width)
        assert all(visible(line) == line for line in shown.split("\n")), output_format
        if output_format in ("concise", "github"):
            assert shown.count("\n") == 1
        if output_format == "json":
            assert json.loads(shown)[0]["filename"] == finding.filename


@settings(deadline=None)
@given(
    st.text(st.characters(blacklist_characters="\r\n"), max_size=200),
    st.integers(0, 200),
    st.integers(1, 40),
    st.integers(40, 120),
)
def test_the_mark_stands_under_the_place(line: str, start: int, length: int, width: int) -> None:
    line = line + "conn" * 12
    start = min(start, len(line) - length)
    span = Span(Location(1, start + 1), Location(1, start + length + 1))
    finding = Finding("POOL101", "use-after-release", "m", "a.py", span)
    source, mark = render([finding], "full", texts={"a.py": line}, width=width).splitlines()[3:5]
    meant = "".join(cells(line)[start : start + length]).rstrip()
    begins = width_of(mark[: mark.index("^")])
    column = 0
    for at, character in enumerate(source):
        if column == begins and source[at:].startswith(meant[:1]):
            return
        column += width_of(character)
    assert not meant, (source, mark)


@settings(deadline=None)
@given(ODD)
def test_lines_join_to_the_text(text: str) -> None:
    assert "\n".join(split_lines(text)) == text.replace("\r\n", "\n").replace("\r", "\n")


@settings(deadline=None)
@given(ODD, ODD, st.sampled_from(["ignore", "ignore[POOL101]", "file-ignore[", "ignor", "ignore[[x]]"]))
def test_reading_comments_never_fails(before: str, after: str, comment: str) -> None:
    for suppression in find_suppressions(f"{before}# poollint: {comment}{after}", RULES):
        assert suppression.span.start < suppression.span.end
