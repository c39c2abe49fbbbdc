"""Ignore comments: where they are heard, what is no comment, and what is said of the idle and the unknown."""

from __future__ import annotations

import textwrap

import pytest
from fake_parts import RULES, fake_parts

from poollint.config import Config
from poollint.engine import check_source
from poollint.suppress import find_suppressions


def codes(text: str, **settings: object) -> list[tuple[str, int]]:
    findings = check_source(textwrap.dedent(text), "a.py", Config(**settings), parts=fake_parts())  # type: ignore[arg-type]
    return [(finding.code, finding.span.start.row) for finding in findings]


def messages(text: str, **settings: object) -> list[str]:
    findings = check_source(textwrap.dedent(text), "a.py", Config(**settings), parts=fake_parts())  # type: ignore[arg-type]
    return [finding.message for finding in findings]


def test_without_a_comment_there_is_a_finding() -> None:
    assert codes("pool.release(conn)\nconn.commit()\n") == [("POOL101", 1)]


@pytest.mark.parametrize(
    "comment",
    [
        "# poollint: ignore",
        "# poollint: ignore[POOL101]",
        "#poollint:ignore[POOL101]",
        "# poollint: ignore [POOL101]",
        "# poollint: ignore[use-after-release]",
        "# poollint: ignore[ POOL101 ] the driver reconnects, [see] its docs",
        "# poollint: ignore[POOL1]",
        "# poollint: ignore[ALL]",
        "# noqa: E501  # poollint: ignore[POOL101]",
    ],
)
def test_spellings(comment: str) -> None:
    assert codes(f"pool.release(conn)  {comment}\nconn.commit()\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "pool.release(  # poollint: ignore[POOL101]\n    conn\n)\nconn.commit()\n",
        "pool.release(\n    conn\n)  # poollint: ignore[POOL101]\nconn.commit()\n",
        "pool.release(conn)\nprint()\nconn.commit()  # poollint: ignore[POOL101]\n",
        "# poollint: ignore[POOL101]\npool.release(conn)\nconn.commit()\n",
        "# poollint: ignore[POOL101]\n\n# why\npool.release(conn)\nconn.commit()\n",
        "if x:\n    # poollint: ignore[POOL101]\n    pool.release(conn)\n    conn.commit()\n",
        "# poollint: ignore[POOL101]\npool.release(\n    conn\n)\nconn.commit()\n",
        "pool.release(conn)\n# poollint: ignore[POOL101]\nconn.commit()\n",
        "f(\n    # poollint: ignore[POOL101]\n    pool.release(conn),\n)\nconn.commit()\n",
        "pool.release(conn)\nconn.commit()\n# poollint: file-ignore[POOL101]\n",
        "# poollint: file-ignore\npool.release(conn)\nconn.commit()\n",
        'x = """\nword"""  # nothing\npool.release(conn)  # poollint: ignore[POOL101]\nconn.commit()\n',
        "pool.release(conn)  # poollint: ignore[POOL101]\r\nconn.commit()\r\n",
        "x = 1\rpool.release(conn)  # poollint: ignore[POOL101]\rconn.commit()\r",
        "\ufeffpool.release(conn)  # poollint: ignore[POOL101]\nconn.commit()\n",
        "é = '😀'; pool.release(conn)  # poollint: ignore[POOL101]\nconn.commit()\n",
    ],
)
def test_places_where_a_comment_is_heard(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "x = 1  # poollint: ignore[POOL101]\npool.release(conn)\nconn.commit()\n",
        "# poollint: ignore[POOL101]\nx = 1\npool.release(conn)\nconn.commit()\n",
        "pool.release(conn)  # poollint: ignore[POOL201]\nconn.commit()\n",
    ],
)
def test_a_comment_elsewhere_is_idle(text: str) -> None:
    found = codes(text)
    assert [code for code, _ in found if code == "POOL101"] == ["POOL101"]
    assert [code for code, _ in found if code == "POOL901"] == ["POOL901"]


def test_words_in_a_string_are_no_comment() -> None:
    text = 'pool.release(conn); x = "# poollint: ignore[POOL101]"\nconn.commit()\n'
    assert codes(text) == [("POOL101", 1)]
    docstring = '"""\n# poollint: file-ignore\n"""\npool.release(conn)\nconn.commit()\n'
    assert codes(docstring) == [("POOL101", 4)]


def test_prose_about_the_tool_is_left_alone() -> None:
    assert codes("# poollint: finds things\n# see poollint: it helps\n") == []


def test_idle_comments_are_reported_with_their_place() -> None:
    text = "x = 1  # poollint: ignore[POOL101] since\n"
    (finding,) = check_source(text, "a.py", parts=fake_parts())
    assert finding.message == "`# poollint: ignore[POOL101]` suppresses nothing"
    assert (finding.span.start.row, finding.span.start.column, finding.span.end.column) == (1, 8, 35)
    assert messages("# poollint: ignore\nx = 1\n") == ["`# poollint: ignore` suppresses nothing"]


def test_the_idle_part_of_a_comment_is_named() -> None:
    text = "pool.release(conn)  # poollint: ignore[POOL101, POOL201]\nconn.commit()\n"
    assert messages(text) == ["`POOL201` in `# poollint: ignore[POOL101, POOL201]` suppresses nothing"]


@pytest.mark.parametrize(
    ("comment", "settings"),
    [
        ("ignore[POOL101]", {"ignore": ("POOL101",)}),
        ("ignore[POOL101]", {"per_file_ignores": (("a.py", ("POOL101",)),)}),
        ("ignore[POOL301]", {}),  # a preview rule that did not run
        ("ignore[POOL1]", {"ignore": ("POOL102",)}),
        ("ignore", {"select": ("POOL101", "POOL901")}),
        ("ignore[POOL101]", {"select": ("POOL101",)}),  # the rule about idle comments did not run
    ],
)
def test_idle_only_for_rules_that_were_judged(comment: str, settings: dict[str, object]) -> None:
    assert codes(f"x = 1  # poollint: {comment}\n", **settings) == []


def test_idle_comments_of_selected_preview_rules_are_reported() -> None:
    assert codes("x = 1  # poollint: ignore[POOL301]\n", extend_select=("POOL301",)) == [("POOL901", 1)]


def test_nothing_is_idle_in_a_file_that_could_not_be_judged() -> None:
    assert codes("SYNTAX.release()  # poollint: ignore[POOL101]\n") == [("POOL900", 2)]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("ignore[POOL999]", "unknown rule `POOL999`; did you mean"),
        ("ignore[use-after-relase]", "unknown rule `use-after-relase`; did you mean `use-after-release`?"),
        ("ignore[]", "`# poollint: ignore[]` names no rule"),
        ("ignore[POOL101", "`# poollint: ignore[POOL101` lacks its closing bracket"),
        ("ignor[POOL101]", "unknown comment `# poollint: ignor[POOL101]`; did you mean `ignore`?"),
        ("fileignore[POOL101]", "did you mean `file-ignore`?"),
    ],
)
def test_unknown_comments_are_reported_and_suppress_nothing(comment: str, said: str) -> None:
    text = f"pool.release(conn)  # poollint: {comment}\nconn.commit()\n"
    assert codes(text) == [("POOL101", 1), ("POOL902", 1)]
    assert said in messages(text)[1]


def test_the_known_part_of_a_comment_still_counts() -> None:
    assert codes("pool.release(conn)  # poollint: ignore[POOL101, POOL999]\nconn.commit()\n") == [
        ("POOL902", 1)
    ]


def test_reports_about_comments_can_be_taken_out_by_name() -> None:
    assert codes("# poollint: file-ignore[POOL901]\nx = 1  # poollint: ignore[POOL101]\n") == []
    assert codes("x = 1  # poollint: ignore[POOL101, POOL901]\n") == []
    assert codes("# poollint: file-ignore\nx = 1  # poollint: ignore[POOL101]\n") == [
        ("POOL901", 1),
        ("POOL901", 2),
    ]


def test_a_bare_comment_hides_every_rule() -> None:
    assert codes("pool.release(conn); pool.release_twice(conn)  # poollint: ignore\nconn.commit()\n") == []


def test_two_comments_that_both_count_are_both_of_use() -> None:
    text = "pool.release(conn)  # poollint: ignore[POOL101]\nconn.commit()  # poollint: ignore[POOL101]\n"
    assert codes(text) == []


def test_comments_before_a_place_where_tokens_end_are_read() -> None:
    text = "x = 1  # poollint: ignore[POOL101]\ny = (\n"
    assert [suppression.text for suppression in find_suppressions(text, RULES)] == [
        "# poollint: ignore[POOL101]"
    ]
