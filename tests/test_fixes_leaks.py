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
    for one in result.fixed:
        assert one.fix is not None
        assert one.fix.reason or one.fix.applicability == "safe"
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
        "    if not check(rows):\n"
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
        "        if not check(rows):\n"
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
    assert "async with" not in fixed(text)


def test_an_error_discards_a_connection() -> None:
    text = (
        "from pymemcache.pool import ObjectPool\n"
        "def load(pool: ObjectPool, row):\n"
        "    conn = pool.get()\n"
        "    conn.set(row)\n"
        "    conn.quit()\n"
        "    pool.release(conn)\n"
    )
    assert fixed(text) == (
        "from pymemcache.pool import ObjectPool\n"
        "def load(pool: ObjectPool, row):\n"
        "    conn = pool.get()\n"
        "    try:\n"
        "        conn.set(row)\n"
        "        conn.quit()\n"
        "    except BaseException:\n"
        "        pool.destroy(conn)\n"
        "        raise\n"
        "    pool.release(conn)\n"
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
        "    if not check(buf):\n"
        "        return 0\n"
        "    buf.write(rows)\n"
        "    buffer_pool.release(buf)\n"
        "    return 1\n"
    )
    assert fixed(text) == (
        "def load(buffer_pool, rows):\n"
        "    buf = buffer_pool.acquire()\n"
        "    try:\n"
        "        if not check(buf):\n"
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


# Given back where it is let go of


def safe(text: str) -> str:
    return repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=False).text


def test_an_early_return_gives_back() -> None:
    """Safe where every way there holds the object, and nobody else has got it."""
    text = (
        "def load(pool, rows):\n"
        "    conn = pool.getconn()\n"
        "    # nothing to do\n"
        "    if not rows:\n"
        "        # so be it\n"
        "        return 0\n"
        "    conn.load(rows)\n"
        "    pool.putconn(conn)\n"
    )
    assert safe(text).splitlines()[4:7] == [
        "        pool.putconn(conn)",
        "        # so be it",
        "        return 0",
    ]
    asked = text.replace("if not rows", "if register(conn)")
    assert safe(asked) == asked, "it may have been given away"


def test_a_result_that_needs_the_object_comes_first() -> None:
    text = (
        "def load(pool, rows):\n"
        "    conn = pool.getconn()\n"
        "    if not rows:\n"
        "        return conn.count()  # all\n"
        "    conn.load(rows)\n"
        "    pool.putconn(conn)\n"
    )
    assert fixed(text).splitlines()[3:6] == [
        "        result = conn.count()",
        "        pool.putconn(conn)",
        "        return result  # all",
    ]


def test_what_takes_the_name_away_comes_after_the_release() -> None:
    text = (
        "def load(buffer_pool, rows):\n"
        "    buf = buffer_pool.rent()\n"
        "    for row in rows:\n"
        "        buf.write(row)\n"
        "        if row.last:\n"
        "            buf = buffer_pool.rent()\n"
        "    buffer_pool.give_back(buf)\n"
    )
    assert "            buffer_pool.give_back(buf)\n            buf = buffer_pool.rent()\n" in fixed(text)


def test_a_name_that_may_not_be_bound_is_not_given_back() -> None:
    text = (
        "def load(pool, rows):\n"
        "    for row in rows:\n"
        "        conn = pool.getconn()\n"
        "        conn.write(row)\n"
        "def other(pool, conn):\n"
        "    pool.putconn(conn)\n"
    )
    result = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True)
    assert result.text == text
    assert "may not be bound" in (result.left[0].no_fix_reason or "")
    memory = text.replace("pool", "buffer_pool")
    assert fixed(memory).startswith(
        "def load(buffer_pool, rows):\n"
        "    for row in rows:\n"
        "        conn = buffer_pool.getconn()\n"
        "        try:\n"
        "            conn.write(row)\n"
        "        finally:\n"
        "            buffer_pool.putconn(conn)\n"
    )


# After an error alone

TYPED = "import psycopg_pool\ndef load(pool: psycopg_pool.ConnectionPool, rows, queue):\n"


def test_what_its_pool_resets_is_given_back_by_a_finally() -> None:
    text = TYPED + "    conn = pool.getconn()\n    conn.load(rows)\n    pool.putconn(conn)\n"
    assert fixed(text) == TYPED + (
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        conn.load(rows)\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
    )


def test_what_is_handed_on_is_given_back_where_that_fails() -> None:
    text = TYPED + "    conn = pool.getconn()\n    conn.load(rows)\n    queue.put_nowait(conn)\n"
    assert fixed(text) == TYPED + (
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        conn.load(rows)\n"
        "        queue.put_nowait(conn)\n"
        "    except BaseException:\n"
        "        pool.putconn(conn)\n"
        "        raise\n"
    )


def test_a_name_that_gets_another_object_is_none_in_between() -> None:
    text = TYPED + (
        "    conn = pool.getconn()\n"
        "    for row in rows:\n"
        "        conn.load(row)\n"
        "        if row.last:\n"
        "            pool.putconn(conn)\n"
        "            conn = pool.getconn()\n"
        "    pool.putconn(conn)\n"
    )
    assert fixed(text) == TYPED + (
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        for row in rows:\n"
        "            conn.load(row)\n"
        "            if row.last:\n"
        "                pool.putconn(conn)\n"
        "                conn = None\n"
        "                conn = pool.getconn()\n"
        "    finally:\n"
        "        if conn is not None:\n"
        "            pool.putconn(conn)\n"
    )


def test_the_end_of_one_loan_is_not_the_next_ones() -> None:
    text = TYPED + (
        "    conn = pool.getconn()\n"
        "    conn.load(rows)\n"
        "    pool.putconn(conn)\n"
        "    conn = pool.getconn()\n"
        "    conn.check()\n"
        "    pool.putconn(conn)\n"
    )
    assert fixed(text).count("    finally:\n        pool.putconn(conn)\n") == 2


def test_a_release_that_is_run_elsewhere_ends_no_stretch_with_tasks() -> None:
    """An error would give back what a task still uses."""
    head = "import asyncio, asyncpg\nasync def load(pool: asyncpg.Pool, work):\n"
    text = head + (
        "    conn = await pool.acquire()\n"
        "    asyncio.create_task(work(conn))\n"
        "    await work(1)\n"
        "    asyncio.create_task(pool.release(conn))\n"
    )
    result = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True)
    assert "finally" not in result.text
    calm = text.replace("    asyncio.create_task(work(conn))\n", "    await conn.fetch(1)\n")
    assert fixed(calm).endswith("    finally:\n        asyncio.create_task(pool.release(conn))\n")


def test_a_helper_gives_back_whatever_it_does_before() -> None:
    helper = "def give_back(pool, conn):\n    conn.rollback()\n    pool.putconn(conn)\n"
    text = (
        "import psycopg_pool\n"
        + helper
        + "def load(pool: psycopg_pool.ConnectionPool):\n"
        + "    conn = pool.getconn()\n    give_back(pool, conn)\n"
    )
    assert (
        "def give_back(pool, conn):\n"
        "    try:\n"
        "        conn.rollback()\n"
        "    finally:\n"
        "        pool.putconn(conn)\n"
    ) in fixed(text)


def test_a_release_in_two_statements_ends_the_loan_behind_the_second() -> None:
    head = "import asyncpg\nasync def load(pool: asyncpg.Pool, rows):\n"
    text = head + (
        "    conn = await pool.acquire()\n"
        "    await conn.load(rows)\n"
        "    closing = pool.release(conn)\n"
        "    await closing\n"
    )
    assert fixed(text) == head + (
        "    conn = await pool.acquire()\n"
        "    try:\n"
        "        await conn.load(rows)\n"
        "        closing = pool.release(conn)\n"
        "        await closing\n"
        "        conn = None\n"
        "    finally:\n"
        "        if conn is not None:\n"
        "            await pool.release(conn)\n"
    )


@pytest.mark.parametrize(
    "line",
    ["conn = wrap(conn)", "rows.log(conn.closed)"],
)
def test_a_name_is_not_made_none_where_that_matters(line: str) -> None:
    text = TYPED + (
        "    conn = pool.getconn()\n"
        "    for row in rows:\n"
        "        conn.load(row)\n"
        "        if row.last:\n"
        "            pool.putconn(conn)\n"
        f"            {line}\n"
        "            conn = pool.getconn()\n"
        "    pool.putconn(conn)\n"
    )
    assert "is not None" not in repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text


def test_a_name_that_is_deleted_becomes_none() -> None:
    text = TYPED + (
        "    conn = pool.getconn()\n"
        "    for row in rows:\n"
        "        conn.load(row)\n"
        "        if row.last:\n"
        "            pool.putconn(conn)\n"
        "            del conn\n"
        "            conn = pool.getconn()\n"
        "    pool.putconn(conn)\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert "del conn" not in after
    assert after.count("conn = None\n") == 1
    assert "if conn is not None:\n            pool.putconn(conn)\n" in after


TASKS = (
    "import asyncio\nimport asyncpg\n"
    "async def load(pool: asyncpg.Pool, mirror, key):\n"
    "    conn = await pool.acquire()\n"
)


def test_a_task_is_waited_for_before_an_error_gives_back_what_it_holds() -> None:
    text = TASKS + (
        "    task = asyncio.create_task(mirror(conn))\n"
        "    await conn.fetch(key)\n"
        "    await task\n"
        "    await conn.execute(key)\n"
        "    await pool.release(conn)\n"
    )
    assert repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text == TASKS.replace(
        "conn = await pool.acquire()", "async with pool.acquire() as conn:"
    ) + (
        "        task = asyncio.create_task(mirror(conn))\n"
        "        try:\n"
        "            await conn.fetch(key)\n"
        "            await task\n"
        "        finally:\n"
        "            await asyncio.gather(task, return_exceptions=True)\n"
        "        await conn.execute(key)\n"
    )


def test_a_timer_is_ended_before_an_error_gives_back_what_it_uses() -> None:
    text = TASKS + (
        "    await conn.execute(key)\n"
        "    timer = asyncio.get_running_loop().call_later(5, lambda: conn.ping())\n"
        "    await conn.fetch(key)\n"
        "    timer.cancel()\n"
        "    await pool.release(conn)\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert (
        "        try:\n            await conn.fetch(key)\n        finally:\n            timer.cancel()\n"
    ) in after
    assert after.count("timer.cancel()") == 1


def test_two_tasks_at_a_time_and_one_that_is_waited_for_at_once() -> None:
    text = TASKS + (
        "    first = asyncio.create_task(mirror(conn))\n"
        "    await asyncio.gather(first, return_exceptions=True)\n"
        "    one = asyncio.create_task(mirror(conn, 1))\n"
        "    two = asyncio.create_task(mirror(conn, 2))\n"
        "    await conn.fetch(key)\n"
        "    await one\n"
        "    await two\n"
        "    await pool.release(conn)\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert (
        "        two = asyncio.create_task(mirror(conn, 2))\n"
        "            try:\n"
        "                await conn.fetch(key)\n"
        "                await one\n"
        "                await two\n"
        "            finally:\n"
        "                await asyncio.gather(two, return_exceptions=True)\n"
        "        finally:\n"
        "            await asyncio.gather(one, return_exceptions=True)\n"
    ) in after.replace("    two = ", "two = ")
    assert after.count("gather(first") == 1


def test_what_a_nested_function_takes_out_and_another_gives_back() -> None:
    text = TYPED + (
        "    conn = None\n"
        "    def begin():\n"
        "        nonlocal conn\n"
        "        conn = pool.getconn()\n"
        "    begin()\n"
        "    conn.load(rows)\n"
        "    def end():\n"
        "        pool.putconn(conn)\n"
        "    end()\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert after.endswith(
        "        end()\n"
        "        conn = None\n"
        "    finally:\n"
        "        if conn is not None:\n"
        "            pool.putconn(conn)\n"
    )


def test_a_function_that_takes_out_for_others_is_left() -> None:
    text = TYPED + (
        "    conn = None\n"
        "    def begin():\n"
        "        nonlocal conn\n"
        "        conn = pool.getconn()\n"
        "    rows.before(begin)\n"
        "    begin()\n"
        "    conn.load(rows)\n"
        "    pool.putconn(conn)\n"
    )
    assert repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text == text


SWAPPED = TYPED + (
    "    conn = pool.getconn()\n"
    "    for row in rows:\n"
    "        conn.load(row)\n"
    "        if row.last:\n"
    "            pool.putconn(conn)\n"
    "{}"
    "            conn = pool.getconn()\n"
    "    pool.putconn(conn)\n"
)


def test_a_message_behind_the_release_still_names_the_object() -> None:
    text = SWAPPED.format("            print(conn)\n").replace("print", "log.info")
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert (
        "                log.info(conn)\n                conn = None\n                conn = pool.getconn()\n"
    ) in after


@pytest.mark.parametrize("line", ["queue.sent(id(conn))", "if conn: queue.sent()"])
def test_a_name_is_not_made_none_where_somebody_is_told(line: str) -> None:
    text = SWAPPED.format(f"            {line}\n")
    assert "is not None" not in repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text


def test_no_second_release_even_where_the_pool_ignores_it() -> None:
    text = (
        "import asyncio\nimport asyncpg\n"
        "async def load(pool: asyncpg.Pool, key, limit):\n"
        "    conn = await pool.acquire()\n"
        "    await conn.execute(key)\n"
        "    if limit:\n"
        "        await pool.release(conn)\n"
        "        raise RuntimeError(key)\n"
        "    asyncio.create_task(pool.release(conn))\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert "except BaseException:" not in after
    assert after.count("release(conn)") <= 2 or "conn = None" in after


def test_what_a_block_of_its_own_runs_is_over_at_its_end() -> None:
    text = (
        "import asyncio\nimport asyncpg\nfrom contextlib import ExitStack\n"
        "async def load(pool: asyncpg.Pool, key, limit):\n"
        "    conn = await pool.acquire()\n"
        "    with ExitStack() as stack:\n"
        "        stack.callback(lambda: conn.send(1))\n"
        "        await conn.execute(key)\n"
        "    if limit:\n"
        "        await pool.release(conn)\n"
        "        raise RuntimeError(key)\n"
        "    asyncio.create_task(pool.release(conn))\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert "            conn = None\n            raise RuntimeError(key)\n" in after
    assert "    finally:\n        if conn is not None:\n" in after


def test_a_task_inside_a_block_is_waited_for_there() -> None:
    text = TASKS + (
        "    try:\n"
        "        await conn.execute(key)\n"
        "        task = asyncio.create_task(mirror(conn))\n"
        "        await conn.fetch(key)\n"
        "        await task\n"
        "    except ValueError:\n"
        "        mirror(key)\n"
        "    await pool.release(conn)\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert (
        "            task = asyncio.create_task(mirror(conn))\n"
        "            try:\n"
        "                await conn.fetch(key)\n"
        "                await task\n"
        "            finally:\n"
        "                await asyncio.gather(task, return_exceptions=True)\n"
        "        except ValueError:\n"
    ) in after


def test_what_is_handed_on_is_not_made_none_where_another_clause_gives_it_back() -> None:
    text = TYPED + (
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        conn.load(rows)\n"
        "        queue.current = conn\n"
        "        conn.size()\n"
        "    except KeyError:\n"
        "        pool.putconn(conn)\n"
        "        return\n"
        "    else:\n"
        "        pool.putconn(conn)\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", EVERYTHING, unsafe=True).text
    assert "queue.current = conn\n            conn = None" not in after
    assert "queue.current = conn\n                conn = None" not in after


_HANDED = (
    "import asyncpg\n"
    "async def f(pool: asyncpg.Pool, registry, rows):\n"
    "    c = await pool.acquire()\n"
    "    await c.execute(1)\n"
    "{way}"
    "    await c.execute(2)\n"
    "    await pool.release(c)\n"
)


@pytest.mark.parametrize(
    "way",
    [
        "    if rows:\n        registry.add(c)\n        return None\n",
        "    if rows:\n        registry.conn = c; return None\n",
        "    for r in rows:\n        if r:\n            registry.conns[r] = c\n            return r\n",
    ],
)
def test_what_another_way_hands_on_is_given_back_after_an_error_alone(way: str) -> None:
    text = fixed(_HANDED.format(way=way))
    assert "    except BaseException:\n        await pool.release(c)\n        raise\n" in text
    assert "async with" not in text
    assert "finally" not in text


@pytest.mark.parametrize(
    "way",
    [
        "    if rows:\n        registry.add(c)\n",
        "    if rows:\n        await pool.release(c)\n        return None\n",
        "    for row in rows:\n        if row:\n            registry.conns[row] = c\n            break\n",
    ],
)
def test_what_is_noted_elsewhere_and_given_back_here_gets_a_block(way: str) -> None:
    assert "    async with pool.acquire() as c:\n" in fixed(_HANDED.format(way=way))
