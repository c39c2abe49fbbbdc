"""The picture: its exact shape, wide and narrow, tabs, wide and harmful characters, colour."""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace

import pytest

from poollint.finding import Finding, Fix, Location, Span, Step
from poollint.report import render
from poollint.report.text import visible, width_of

REPORT = textwrap.dedent(
    '''\
    SQL = """
    select
    """


    async def stream_rows(conn, day, out):
        """Send the rows of a day."""
        for row in await conn.fetch(SQL, day):
            out.send(row)


    async def report(pool, day, out):
        conn = await pool.acquire()
        try:
            copy = asyncio.create_task(stream_rows(conn, day, out))
            out.send(day)
        finally:
            await pool.release(conn)
    '''
)


def place(text: str, words: str, nth: int = 1) -> Span:
    """The span of the nth occurrence of some words."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    end = start + len(words)

    def location(offset: int) -> Location:
        return Location(text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))

    return Span(location(start), location(end))


def finding(text: str, *steps: tuple[str, str, str], primary: str, **more: object) -> Finding:
    trail = tuple(Step(kind, "app/report.py", place(text, words), said) for kind, words, said in steps)  # type: ignore[arg-type]
    return Finding(
        "POOL101",
        "use-after-release",
        "`conn` goes back to the pool before its last use",
        "app/report.py",
        place(text, primary),
        trail,
        **more,  # type: ignore[arg-type]
    )


def picture(text: str, one: Finding, width: int = 120) -> str:
    return render([one], "full", texts={"app/report.py": text}, width=width)


def test_steps_in_order_of_time_and_a_note_for_another_function() -> None:
    trail = (
        ("acquired", "pool.acquire()", "acquired here"),
        ("deferred", "conn, day, out))", "handed to a task here"),
        ("released", "await pool.release(conn)", "released here, before `copy` has finished"),
        ("used", "conn.fetch", "still used here: raises asyncpg.InterfaceError"),
    )
    one = replace(
        finding(
            REPORT, *trail, primary="await pool.release(conn)", help="wait for `copy` before the release"
        ),
        code="POOL104",
        name="release-before-task",
        message="`conn` goes back to the pool while a task still holds it",
    )
    assert picture(REPORT, one) == textwrap.dedent(
        """\
        error[POOL104]: `conn` goes back to the pool while a task still holds it
          --> app/report.py:18:9
           |
        13 |     conn = await pool.acquire()
           |                  -------------- 1. acquired here
        14 |     try:
        15 |         copy = asyncio.create_task(stream_rows(conn, day, out))
           |                                                ---------------- 2. handed to a task here
        ...
        18 |         await pool.release(conn)
           |         ^^^^^^^^^^^^^^^^^^^^^^^^ 3. released here, before `copy` has finished
           |
        note: used in `stream_rows`
         --> app/report.py:8:22
          |
        8 |     for row in await conn.fetch(SQL, day):
          |                      ^^^^^^^^^^ 4. still used here: raises asyncpg.InterfaceError
          |
          = help: wait for `copy` before the release
          = rule: release-before-task, confidence high (`poollint rule POOL104`)
        """
    )


SHORT = "\n" * 20 + "conn = pool.getconn()\nrows = 1\npool.putconn(conn)\nconn.commit()\n"
SHORT_TRAIL = (
    ("acquired", "pool.getconn()", "acquired here"),
    ("released", "pool.putconn(conn)", "released here"),
    ("used", "conn.commit()", "used here; another caller may own it now"),
)


def test_two_places_in_one_frame() -> None:
    one = finding(SHORT, *SHORT_TRAIL, primary="pool.putconn(conn)", confidence="medium")
    assert picture(SHORT, one) == textwrap.dedent(
        """\
        error[POOL101]: `conn` goes back to the pool before its last use
          --> app/report.py:23:1
           |
        21 | conn = pool.getconn()
           |        -------------- 1. acquired here
        22 | rows = 1
        23 | pool.putconn(conn)
           | ^^^^^^^^^^^^^^^^^^ 2. released here
        24 | conn.commit()
           | ------------- 3. used here; another caller may own it now
           |
           = rule: use-after-release, confidence medium (`poollint rule POOL101`)
        """
    )


def test_a_finding_without_a_trail_shows_its_place() -> None:
    lines = picture(SHORT, finding(SHORT, primary="pool.putconn(conn)")).splitlines()
    assert lines[3:5] == ["23 | pool.putconn(conn)", "   | ^^^^^^^^^^^^^^^^^^"]


def test_findings_are_parted_by_an_empty_line() -> None:
    one = finding(SHORT, primary="pool.putconn(conn)")
    text = render([one, one], "full", texts={"app/report.py": SHORT})
    assert text.count("\n\nerror[") == 1
    assert render([], "full") == ""


def test_at_most_five_steps_and_the_rest_counted() -> None:
    text = "".join(f"use_{number}(conn)\n" for number in range(9))
    steps = [("used", f"use_{number}(conn)", "used here") for number in range(9)]
    shown = picture(text, finding(text, *steps, primary="use_6(conn)"))
    assert re.findall(r"(\d)\. used here", shown) == ["1", "2", "3", "7", "9"]
    assert "  = steps: 4 more (`--output-format json` has them all)" in shown
    assert "5 |" not in shown


def test_a_gap_of_one_line_is_shown_and_a_wider_one_is_not() -> None:
    text = "a()\nfirst\nb()\nsecond\nthird\nc()\n"
    steps = [("used", name, "here") for name in ("a()", "b()", "c()")]
    shown = picture(text, finding(text, *steps, primary="c()"))
    assert "2 | first\n" in shown
    assert "second" not in shown
    assert shown.count("...\n") == 1


def test_two_steps_on_one_line_and_on_one_place() -> None:
    text = "f(conn, conn2)\n"
    steps = (("deferred", "conn", "handed on"), ("used", "conn2", "used"), ("released", "conn", "again"))
    lines = picture(text, finding(text, *steps, primary="conn2")).splitlines()
    assert lines[3:7] == [
        "1 | f(conn, conn2)",
        "  |   ---- 1. handed on",
        "  |         ^^^^^ 2. used",
        "  |   ---- 3. again",
    ]


def test_a_span_of_several_lines_is_underlined_on_its_first() -> None:
    text = "pool.release(  \n    conn,\n)\n"
    lines = picture(text, finding(text, primary=text.strip())).splitlines()
    assert lines[3:6] == ["1 | pool.release(", "  | ^^^^^^^^^^^^^", "  |"]


def test_tabs_wide_and_combining_characters_are_measured() -> None:
    text = "\tx = '漢字é😀', conn.commit()\n"
    assert picture(text, finding(text, primary="conn.commit()")).splitlines()[3:5] == [
        "1 |     x = '漢字é😀', conn.commit()",
        "  |                    ^^^^^^^^^^^^^",
    ]
    accent = "x = 'e\u0301', conn.commit()\n"
    assert (
        picture(accent, finding(accent, primary="conn.commit()")).splitlines()[4]
        == "  |          ^^^^^^^^^^^^^"
    )
    inner = "x\t=\tconn.commit()\n"
    assert picture(inner, finding(inner, primary="conn.commit()")).splitlines()[3:5] == [
        "1 | x   =   conn.commit()",
        "  |         ^^^^^^^^^^^^^",
    ]


def test_harmful_characters_are_made_visible() -> None:
    text = "x = '\x1b[31m\u202e\x07\x9b'; conn.commit()\n"
    one = finding(text, primary="conn.commit()")
    one = replace(one, filename="a\x1b]0;\n\udcff.py", message="`\x1b[2J`", help="\r")
    shown = render([one], "full", texts={one.filename: text})
    assert "a\\x1b]0;\\x0a\\xff.py:1:" in shown
    assert "'\\x1b[31m\\u202e\\x07\\x9b'; conn.commit()" in shown
    assert all(character == "\n" or visible(character) == character for character in shown)
    lines = shown.splitlines()
    assert lines[3].index("conn.commit()") == lines[4].index("^")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_long_lines_are_cut_round_the_place(width: int) -> None:
    text = "x" * 300 + "; conn.commit(); " + "y" * 300 + "\n"
    lines = picture(text, finding(text, primary="conn.commit()"), width).splitlines()
    assert "conn.commit()" in lines[3]
    assert lines[3].startswith("1 | …")
    assert lines[3].endswith("…")
    assert width_of(lines[3]) <= max(width, 44)
    assert lines[4].index("^") == lines[3].index("conn.commit()")
    assert lines[4].count("^") == len("conn.commit()")


def test_a_cut_line_is_shown_once_per_place_that_is_too_far_off() -> None:
    text = "a(conn); " + "x" * 300 + "; b(conn)\n"
    lines = picture(
        text, finding(text, ("released", "a(conn)", "r"), ("used", "b(conn)", "u"), primary="a(conn)"), 60
    )
    assert lines.count("1 | ") == 2
    assert "a(conn)" in lines
    assert "b(conn)\n" in lines


def test_a_long_line_whose_place_is_in_front_is_cut_behind() -> None:
    text = "conn.commit(); " + "漢" * 200 + "\n"
    line = picture(text, finding(text, primary="conn.commit()"), 60).splitlines()[3]
    assert line.startswith("1 | conn.commit(); 漢")
    assert line.endswith("漢…")
    assert width_of(line) <= 60


def test_a_place_that_is_wider_than_the_terminal() -> None:
    text = "f(" + "x" * 300 + ")\n"
    lines = picture(text, finding(text, primary=text.strip()), 60).splitlines()
    assert width_of(lines[3]) <= 60
    assert width_of(lines[4]) <= 60


def test_lines_are_python_s_lines() -> None:
    text = "a = '\x0c\u2028\x85'\rb = 1\r\nconn.commit()\n"
    one = replace(finding("conn", primary="conn"), span=Span(Location(3, 1), Location(3, 14)))
    assert "3 | conn.commit()" in picture(text, one)


def test_a_step_in_another_file() -> None:
    trail = (Step("used", "lib.py", place("\nconn.x\n", "conn.x"), "used there"),)
    one = replace(finding(SHORT, primary="pool.putconn(conn)"), trail=trail)
    shown = render([one], "full", texts={"app/report.py": SHORT, "lib.py": "\nconn.x\n"})
    assert "note: used in another file\n --> lib.py:2:1\n  |\n2 | conn.x\n  | ^^^^^^ 1. used there\n" in shown


def test_without_the_text_of_a_file_its_places_are_still_named() -> None:
    shown = render([finding(SHORT, *SHORT_TRAIL, primary="pool.putconn(conn)")], "full")
    assert "--> app/report.py:23:1" in shown
    assert "3. used here" in shown


def test_a_place_behind_the_end_is_no_crash() -> None:
    beyond = Span(Location(99, 7), Location(99, 9))
    behind = Span(Location(23, 500), Location(23, 501))
    for span in (beyond, behind):
        assert "error[POOL101]" in picture(SHORT, replace(finding(SHORT, primary="rows"), span=span))


def test_fixes_and_their_absence_are_said() -> None:
    one = finding(SHORT, primary="pool.putconn(conn)")
    fixed = replace(one, fix=Fix("unsafe", "awaits `copy` first", ()))
    assert "= fix: unsafe, awaits `copy` first: `--fix --unsafe-fixes`\n" in picture(SHORT, fixed)
    assert "= no fix: the paths part\n" in picture(SHORT, replace(one, no_fix_reason="the paths part"))


def test_colour_changes_nothing_but_colour() -> None:
    one = finding(SHORT, *SHORT_TRAIL, primary="pool.putconn(conn)", help="later")
    texts = {"app/report.py": SHORT}
    painted = render([one], "full", texts=texts, color=True)
    assert "\x1b[1;31m" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == render([one], "full", texts=texts)
