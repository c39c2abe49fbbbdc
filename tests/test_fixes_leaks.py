"""Fixes for what is kept: none gives a connection back as if it were clean where nothing did so before."""

from __future__ import annotations

import pytest

from poollint.config import Config
from poollint.engine import Engine, check_source
from poollint.finding import Fix
from poollint.fixes.choose import FIXABLE
from poollint.fixes.edits import apply, as_text_edits
from poollint.repair import repair
from poollint.report import render
from poollint.rules import RULES

ENGINE = Engine()
EVERYTHING = Config(select=("ALL",))


def fixed(text: str) -> str:
    result = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True)
    assert result.fixed, [(one.code, one.no_fix_reason, one.fix) for one in result.left]
    assert all(one.fix is not None and one.fix.reason for one in result.fixed)
    return result.text


def advice(text: str) -> tuple[Fix, str]:
    """The fix that is only shown, and the text that it shows."""
    result = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True)
    assert (result.fixed, result.text) == ((), text)
    (finding,) = result.left
    assert finding.fix is not None, finding.no_fix_reason
    assert finding.fix.applicability == "display-only"
    return finding.fix, apply(text, as_text_edits(text, finding.fix.edits))


def refused(text: str) -> str:
    found = [one for one in check_source(text, "app.py", EVERYTHING) if one.no_fix_reason]
    return " ".join(one.no_fix_reason or "" for one in found)


def test_a_try_that_gives_back_begins_earlier() -> None:
    text = (
        "def load(pool, rows):\n"
        "    conn = pool.getconn()  # one\n"
        "\n"
        "    # nothing to do\n"
        "    if not rows:\n"
        "        return 0\n"
        "    try:\n"
        "        conn.write(rows)\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
    )
    assert fixed(text) == (
        "def load(pool, rows):\n"
        "    conn = pool.getconn()  # one\n"
        "    try:\n"
        "\n"
        "        # nothing to do\n"
        "        if not rows:\n"
        "            return 0\n"
        "        conn.write(rows)\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
    )


def test_handlers_hear_of_no_more_than_before() -> None:
    text = (
        "def load(pool, rows, log):\n"
        "    conn = pool.getconn()\n"
        "    check(rows)\n"
        "    try:\n"
        "        conn.write(rows)\n"
        "    except OSError:\n"
        "        log.warning('lost')\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
    )
    assert fixed(text) == (
        "def load(pool, rows, log):\n"
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        check(rows)\n"
        "        try:\n"
        "            conn.write(rows)\n"
        "        except OSError:\n"
        "            log.warning('lost')\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
    )


def test_a_finally_that_does_more_is_not_entered_earlier() -> None:
    """It would unlock what was never locked, and give back what was never taken."""
    text = (
        "def copy(pool, rows):\n"
        "    first = pool.getconn()\n"
        "    second = pool.getconn()\n"
        "    try:\n"
        "        first.copy(second, rows)\n"
        "    finally:\n"
        "        pool.putconn(second)\n"
        "        pool.putconn(first)\n"
    )
    _, shown = advice(text)
    assert shown == (
        "def copy(pool, rows):\n"
        "    first = pool.getconn()\n"
        "    try:\n"
        "        second = pool.getconn()\n"
        "        try:\n"
        "            first.copy(second, rows)\n"
        "        finally:\n"
        "            pool.putconn(second)\n"
        "    finally:\n"
        "        pool.putconn(first)\n"
    )


def test_the_pools_own_block() -> None:
    text = (
        "import asyncpg\n"
        "async def load(pool: asyncpg.Pool, row):\n"
        "    conn = await pool.acquire()  # one\n"
        "    if row is None:\n"
        "        await pool.release(conn)\n"
        "        return None\n"
        "    rows = await conn.fetch(row)\n"
        "    await pool.release(conn)\n"
        "    return rows\n"
    )
    assert fixed(text) == (
        "import asyncpg\n"
        "async def load(pool: asyncpg.Pool, row):\n"
        "    async with pool.acquire() as conn:  # one\n"
        "        if row is None:\n"
        "            return None\n"
        "        rows = await conn.fetch(row)\n"
        "    return rows\n"
    )


def test_no_block_where_it_is_given_back_in_another_way_too() -> None:
    text = (
        "import oracledb\n"
        "async def load(pool: oracledb.AsyncConnectionPool, row):\n"
        "    conn = await pool.acquire()\n"
        "    if not await conn.ping():\n"
        "        await pool.drop(conn)\n"
        "        return None\n"
        "    rows = await conn.fetchall(row)\n"
        "    await pool.release(conn)\n"
        "    return rows\n"
    )
    assert "in another way" in refused(text)


def test_an_error_discards_a_connection() -> None:
    text = (
        "from psycopg2.pool import ThreadedConnectionPool\n"
        "def load(pool: ThreadedConnectionPool, row):\n"
        "    conn = pool.getconn()\n"
        "    conn.cursor().execute(row)\n"
        "    conn.commit()\n"
        "    pool.putconn(conn)\n"
    )
    assert fixed(text) == (
        "from psycopg2.pool import ThreadedConnectionPool\n"
        "def load(pool: ThreadedConnectionPool, row):\n"
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        conn.cursor().execute(row)\n"
        "        conn.commit()\n"
        "    except BaseException:\n"
        "        pool.putconn(conn, close=True)\n"
        "        raise\n"
        "    pool.putconn(conn)\n"
    )


def test_a_connection_is_given_back_by_a_new_finally_as_advice_alone() -> None:
    fix, shown = advice(
        "def load(pool, row):\n    conn = pool.getconn()\n    conn.insert(row)\n    pool.putconn(conn)\n"
    )
    assert "in the middle of something" in fix.reason
    assert shown == (
        "def load(pool, row):\n"
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        conn.insert(row)\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
    )


def test_memory_is_given_back_by_a_finally() -> None:
    text = (
        "def load(buffer_pool, rows):\n"
        "    buf = buffer_pool.acquire()\n"
        "    if not rows:\n"
        "        return 0\n"
        "    buf.write(rows)\n"
        "    buffer_pool.release(buf)\n"
        "    return 1\n"
    )
    assert fixed(text) == (
        "def load(buffer_pool, rows):\n"
        "    buf = buffer_pool.acquire()\n"
        "    try:\n"
        "        if not rows:\n"
        "            return 0\n"
        "        buf.write(rows)\n"
        "    finally:\n"
        "        buffer_pool.release(buf)\n"
        "    return 1\n"
    )


@pytest.mark.parametrize("last", ["return Lease(pool, conn)", "self.conn = conn", "leases.append(conn)"])
def test_what_is_handed_on_is_left(last: str) -> None:
    text = f"def lease(self, pool, leases):\n    conn = pool.getconn()\n    conn.ping()\n    {last}\n"
    text += "def back(pool, conn):\n    pool.putconn(conn)\n"
    assert all(one.fix is None for one in check_source(text, "app.py", EVERYTHING))


def test_a_handler_that_raises_again_takes_cancellations() -> None:
    text = (
        "async def make(slots, driver):\n"
        "    slot = await slots.acquire()\n"
        "    try:\n"
        "        session = await driver.new_session(slot)\n"
        "    except Exception as error:\n"
        "        slots.release(slot)\n"
        "        log(error)\n"
        "        raise\n"
        "    return session\n"
    )
    assert fixed(text) == text.replace("except Exception", "except BaseException")


def test_a_handler_that_goes_on_would_swallow_a_cancellation() -> None:
    text = (
        "async def make(slots, driver):\n"
        "    slot = await slots.acquire()\n"
        "    try:\n"
        "        session = await driver.new_session(slot)\n"
        "    except Exception:\n"
        "        slots.release(slot)\n"
        "        return None\n"
        "    return session\n"
    )
    assert "swallowed" in refused(text)


@pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
def test_the_docs_say_no_fix_where_there_is_none(rule: object) -> None:
    code, doc = rule.code, rule.doc  # type: ignore[attr-defined]
    section = doc.partition("## Fix safety")[2]
    assert section.strip().startswith("No fix is offered") == (code not in FIXABLE and bool(section))


def test_advice_on_a_text_without_a_line_end_at_its_end() -> None:
    head = "def load(pool, row):\n    conn = pool.getconn()\n"
    text = head + "    conn.insert(row)\n    conn.ok()\n    pool.putconn(conn)"
    _, shown = advice(text)
    assert shown.endswith("        conn.ok()\n    finally:\n        pool.putconn(conn)")
    crlf, shown_crlf = advice(text.replace("\n", "\r\n"))
    assert crlf.applicability == "display-only"
    assert shown_crlf == shown.replace("\n", "\r\n")


def test_the_full_report_shows_what_is_only_advice() -> None:
    text = "def load(pool, row):\n    conn = pool.getconn()\n    conn.insert(row)\n    pool.putconn(conn)\n"
    found = check_source(text, "app.py", EVERYTHING)
    shown = render(found, "full", texts={"app.py": text})
    assert shown.endswith(
        "by hand\n"
        "  = rule: not-released-on-error, confidence medium (`poollint rule POOL302`)\n"
        "  |\n"
        "  |       conn = pool.getconn()\n"
        "  | -     conn.insert(row)\n"
        "  | -     pool.putconn(conn)\n"
        "  | +     try:\n"
        "  | +         conn.insert(row)\n"
        "  | +     finally:\n"
        "  | +         pool.putconn(conn)\n"
    )
