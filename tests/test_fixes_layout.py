"""Fixes on texts that are laid out oddly: all outside the edits stays, or there is a reason for no fix."""

from __future__ import annotations

import ast

import pytest

from poollint.config import Config
from poollint.engine import Engine, check_source
from poollint.finding import Finding
from poollint.repair import Repaired, repair

ENGINE = Engine()


def fix(data: bytes, *, unsafe: bool = True) -> Repaired:
    return repair(ENGINE, data, "app.py", Config(), unsafe=unsafe)


def fixed(text: str, encoding: str = "utf-8") -> str:
    result = fix(text.encode(encoding))
    assert result.fixed, [finding.no_fix_reason for finding in result.left]
    again = fix(result.data)
    assert again.data == result.data
    assert not again.fixed
    after = result.data.decode(encoding)
    ast.parse(after.removeprefix("\ufeff"))
    return after


def refused(text: str) -> str:
    result = fix(text.encode())
    assert not result.fixed
    assert result.data == text.encode()
    (finding,) = result.left
    assert finding.no_fix_reason
    return finding.no_fix_reason


def offers(text: str) -> list[Finding]:
    return check_source(text, "app.py")


BEFORE = (
    "def export(pool, rows):\n"
    "    conn = pool.getconn()\n"
    "    write(conn, rows)\n"
    "    pool.putconn(conn)\n"
    "    conn.commit()\n"
)
AFTER = (
    "def export(pool, rows):\n"
    "    conn = pool.getconn()\n"
    "    write(conn, rows)\n"
    "    conn.commit()\n"
    "    pool.putconn(conn)\n"
)
RETURNS = (
    "def size(pool):\n"
    "    buf = pool.acquire()\n"
    "    fill(buf)\n"
    "    pool.release(buf)\n"
    "    return len(buf.rows)\n"
)
WRAPPED = (
    "def size(pool):\n"
    "    buf = pool.acquire()\n"
    "    fill(buf)\n"
    "    try:\n"
    "        return len(buf.rows)\n"
    "    finally:\n"
    "        pool.release(buf)\n"
)


def test_plain() -> None:
    assert fixed(BEFORE) == AFTER
    assert fixed(RETURNS) == WRAPPED


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), (RETURNS, WRAPPED)])
def test_line_ends(end: str, before: str, after: str) -> None:
    assert fixed(before.replace("\n", end)) == after.replace("\n", end)


@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), (RETURNS, WRAPPED)])
def test_no_line_end_at_the_end(before: str, after: str) -> None:
    assert fixed(before.rstrip("\n")) == after.rstrip("\n")


@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), (RETURNS, WRAPPED)])
def test_tabs(before: str, after: str) -> None:
    assert fixed(before.replace("    ", "\t")) == after.replace("    ", "\t")


@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), (RETURNS, WRAPPED)])
def test_three_spaces(before: str, after: str) -> None:
    assert fixed(before.replace("    ", "   ")) == after.replace("    ", "   ")


def test_mixed_line_ends_stay() -> None:
    text = "x = 1\r\n" + BEFORE + "y = 2\r\n"
    assert fixed(text) == "x = 1\r\n" + AFTER + "y = 2\r\n"


def test_byte_order_mark() -> None:
    assert fix(b"\xef\xbb\xbf" + BEFORE.encode()).data == b"\xef\xbb\xbf" + AFTER.encode()


def test_latin_1_with_a_cookie() -> None:
    head = "# -*- coding: latin-1 -*-\nNAME = 'Grüße'\n"
    assert fixed(head + BEFORE, "latin-1") == head + AFTER


def test_an_encoding_that_can_be_written_in_two_ways_is_left_alone() -> None:
    head = b"# coding: utf-7\nNAME = 'a+AGI-c'\n"
    result = fix(head + BEFORE.encode())
    assert result.data == head + BEFORE.encode()


def test_form_feed() -> None:
    assert fixed("x = 1\n\f\n" + BEFORE) == "x = 1\n\f\n" + AFTER
    text = RETURNS.replace("    return", "\f    return")
    assert "\f" in fixed(text)


def test_astral_characters_and_wide_ones() -> None:
    text = BEFORE.replace("    pool.putconn(conn)", "    name = '🐍 漢字'\n    pool.putconn(conn)")
    assert fixed(text).index("commit") < fixed(text).index("putconn")


def test_comments_go_with_their_statement() -> None:
    text = BEFORE.replace(
        "    pool.putconn(conn)\n", "\n    # give it back\n    # quickly\n    pool.putconn(conn)  # here\n\n"
    )
    assert fixed(text) == (
        "def export(pool, rows):\n"
        "    conn = pool.getconn()\n"
        "    write(conn, rows)\n"
        "\n"
        "\n"
        "    conn.commit()\n"
        "    # give it back\n"
        "    # quickly\n"
        "    pool.putconn(conn)  # here\n"
    )


def test_comments_of_the_last_block_stay_in_it() -> None:
    text = BEFORE.replace(
        "    conn.commit()\n", "    if rows:\n        conn.commit()\n        # done\n    # after\n"
    )
    assert fixed(text).endswith(
        "    try:\n"
        "        if rows:\n"
        "            conn.commit()\n"
        "            # done\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
        "    # after\n"
    )


def test_strings_of_several_lines_keep_their_text() -> None:
    text = RETURNS.replace("    return len(buf.rows)", '    return buf.ask("""\nselect 1\n  from t\n""")')
    after = fixed(text)
    assert '        return buf.ask("""\nselect 1\n  from t\n""")\n' in after


def test_formatted_strings_of_several_lines_keep_their_text() -> None:
    text = RETURNS.replace("    return len(buf.rows)", '    return buf.ask(f"""\nselect {1}\n  from t\n""")')
    assert '        return buf.ask(f"""\nselect {1}\n  from t\n""")\n' in fixed(text)


def test_continued_lines() -> None:
    text = RETURNS.replace("    return len(buf.rows)", "    return buf.head + \\\n  buf.tail")
    assert "        return buf.head + \\\n" in fixed(text)
    text = BEFORE.replace("    pool.putconn(conn)", "    pool.putconn(\n        conn,\n    )")
    assert fixed(text).endswith("    conn.commit()\n    pool.putconn(\n        conn,\n    )\n")


def test_a_backslash_inside_the_release() -> None:
    text = BEFORE.replace("    pool.putconn(conn)", "    pool \\\n        .putconn(conn)")
    assert fixed(text).endswith("    conn.commit()\n    pool \\\n        .putconn(conn)\n")


def test_semicolons() -> None:
    assert "shares its line" in refused(
        BEFORE.replace("    pool.putconn(conn)\n    conn", "    pool.putconn(conn); conn")
    )
    assert "shares its line" in refused(BEFORE.replace("    conn.commit()", "    conn.commit(); done()"))


def test_one_line_suites() -> None:
    text = (
        "def f(pool, key):\n"
        "    conn = pool.getconn()\n"
        "    conn.ping()\n"
        "    if key: pool.putconn(conn)\n"
        "    else: return conn.close()\n"
        "    conn.commit()\n"
    )
    assert all(finding.fix is None and finding.no_fix_reason for finding in offers(text))


def test_a_one_line_with() -> None:
    text = "def f(pool):\n    with pool.connection() as conn: conn.ping()\n    conn.commit()\n"
    assert "one line" in refused(text)


def test_decorators_nested_functions_and_classes_on_the_way() -> None:
    text = BEFORE.replace(
        "    conn.commit()\n",
        "    @wraps(rows)\n    def inner():\n        return rows\n\n    conn.commit(inner)\n",
    )
    after = fixed(text)
    assert after.endswith("pool.putconn(conn)\n")
    assert "@wraps(rows)\n" in after


def test_type_comments() -> None:
    text = BEFORE.replace("conn = pool.getconn()", "conn = pool.getconn()  # type: Connection")
    text = text.replace("    conn.commit()\n", "    done = conn.commit()  # type: bool\n")
    assert "    done = conn.commit()  # type: bool\n    pool.putconn(conn)\n" in fixed(text)


def test_in_a_method_of_a_nested_class() -> None:
    text = "class A:\n    class B:\n" + "".join(f"        {line}\n" for line in BEFORE.splitlines())
    expected = "class A:\n    class B:\n" + "".join(f"        {line}\n" for line in AFTER.splitlines())
    assert fixed(text) == expected


def test_at_the_level_of_the_module() -> None:
    text = "conn = pool.getconn()\nload(conn)\npool.putconn(conn)\nconn.commit()\n"
    assert fixed(text) == "conn = pool.getconn()\nload(conn)\nconn.commit()\npool.putconn(conn)\n"


def test_several_faults_in_one_function_converge() -> None:
    text = (
        "def f(pool, other):\n"
        "    a = pool.getconn()\n"
        "    b = other.getconn()\n"
        "    load(a, b)\n"
        "    pool.putconn(a)\n"
        "    other.putconn(b)\n"
        "    a.ping()\n"
        "    b.ping()\n"
        "    a.ping()\n"
    )
    result = fix(text.encode())
    assert not result.left
    assert len(result.fixed) == 2
    assert not offers(result.text)


def test_many_faults_in_one_file_converge() -> None:
    text = "\n\n".join(BEFORE.replace("export", f"export_{number}") for number in range(12))
    result = fix(text.encode())
    assert len(result.fixed) == 12
    assert result.text == "\n\n".join(AFTER.replace("export", f"export_{number}") for number in range(12))


def test_what_is_bound_anew_is_not_passed() -> None:
    text = (
        "def f(pool):\n"
        "    conn = pool.getconn()\n"
        "    other = conn\n"
        "    load(conn)\n"
        "    pool.putconn(conn)\n"
        "    conn = None\n"
        "    other.ping()\n"
    )
    assert "`conn` is bound anew" in refused(text)


@pytest.mark.parametrize(
    ("between", "reason"),
    [
        ("    audit(rows)\n", "`audit()` runs before the release then"),
        ("    second = pool.getconn()\n", "`pool.getconn()` takes out another object"),
        ("    with lock:\n        rows.clear()\n", "`with lock`"),
        ("    for row in rows:\n        total = row\n", "the loop over `rows`"),
    ],
)
def test_what_makes_a_fix_unsafe(between: str, reason: str) -> None:
    (finding,) = [
        one for one in offers(BEFORE.replace("    conn.commit()", between + "    conn.commit()")) if one.fix
    ]
    assert finding.fix is not None
    assert finding.fix.applicability == "unsafe"
    assert reason in finding.fix.reason


@pytest.mark.parametrize("between", ["    done = True\n", "    log.info('done')\n", "    done = len(rows)\n"])
def test_what_leaves_a_fix_safe(between: str) -> None:
    (finding,) = offers(BEFORE.replace("    conn.commit()", between + "    conn.commit()"))
    assert finding.fix is not None
    assert finding.fix.applicability == "safe"


def test_what_is_read_lazily_is_read_where_its_result_is() -> None:
    text = (
        "def f(pool, keys):\n"
        "    buf = pool.acquire()\n"
        "    pool.release(buf)\n"
        "    lines = map(buf.read, keys)\n"
        "    buf.tag = 1\n"
        "    for line in lines:\n"
        "        print(line)\n"
    )
    assert fixed(text) == (
        "def f(pool, keys):\n"
        "    buf = pool.acquire()\n"
        "    try:\n"
        "        lines = map(buf.read, keys)\n"
        "        buf.tag = 1\n"
        "        for line in lines:\n"
        "            print(line)\n"
        "    finally:\n"
        "        pool.release(buf)\n"
    )


def test_what_is_forgiven_in_tests_is_repaired_as_well() -> None:
    """A test may ask on purpose what a released connection does; a moved release must not stop halfway."""
    text = (
        "def test_events(pool):\n"
        "    conn = pool.acquire()\n"
        "    conn.load()\n"
        "    pool.release(conn)\n"
        "    conn.listen(print)\n"
        "    assert conn.fetchval('select 1') == 1\n"
        "    pool.close()\n"
    )
    result = repair(ENGINE, text.encode(), "tests/test_events.py", Config(), unsafe=True)
    assert result.fixed
    assert result.text.index("fetchval") < result.text.index("release(conn)")
