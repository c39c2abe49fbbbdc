"""What stands between the old and the new place of a release, and whether a fix is safe with it there."""

from __future__ import annotations

import pytest

from poollint.config import Config
from poollint.engine import Engine

ENGINE = Engine()


def reason(text: str) -> str:
    """Why the one fix of a text is not safe; nothing where it is."""
    (finding,) = ENGINE.check(text.encode(), "app.py", Config()).findings
    assert finding.fix is not None, finding.no_fix_reason
    assert (finding.fix.applicability == "safe") == (not finding.fix.reason)
    return finding.fix.reason


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("threading.Thread(target=write, args=(rows,)).start()", ""),
        ("asyncio.create_task(write(rows))", ""),
        ("if not rows:\n        raise ValueError(rows)", ""),
        ("if not rows:\n        raise check(rows)", ""),
        ("for row in rows:\n        conn.insert(row)", ""),
        ("while rows:\n        conn.insert(rows)", ""),
        ("check(rows)", "`check()` runs"),
        ("notify.delay(rows)", "`notify.delay()` runs"),
        ("asyncio.run(write(rows))", "`asyncio.run()` runs"),
        ("for row in rows:\n        row.total = 1", "the loop over `rows` runs"),
        ("for row in fetch(rows):\n        conn.insert(row)", "the loop over `fetch(rows)` runs"),
        ("for row in rows:\n        if row.new:\n            conn.insert(row)", "the loop over `rows` runs"),
        ("for row in rows:\n        conn.insert(row)\n        check(row)", "`check()` runs"),
        ("while check(rows):\n        conn.insert(rows)", "`check()` runs"),
    ],
)
def test_what_may_take_long_before_the_release(line: str, word: str) -> None:
    text = (
        "import asyncio, threading\n"
        "def store(pool, rows, check, fetch, write, notify):\n"
        "    conn = pool.getconn()\n"
        "    pool.putconn(conn)\n"
        f"    {line}\n"
        "    conn.ping()\n"
    )
    assert reason(text).startswith(word)
    assert bool(reason(text)) == bool(word)


@pytest.mark.parametrize(
    ("decorator", "is_safe"),
    [("@contextmanager", True), ("@contextlib.contextmanager", True), ("@pytest.fixture", True), ("", False)],
)
def test_a_manager_holds_the_object_as_long_as_its_block_lasts(decorator: str, is_safe: bool) -> None:
    text = (
        "import contextlib, pytest\n"
        "from contextlib import contextmanager\n"
        f"{decorator}\n"
        "def lent(pool):\n"
        "    conn = pool.getconn()\n"
        "    pool.putconn(conn)\n"
        "    yield conn\n"
    )
    assert (reason(text) == "") == is_safe


@pytest.mark.parametrize(
    ("pool", "is_safe"),
    [("asyncpg.Pool", True), ("psycopg_pool.AsyncConnectionPool", False), ("app.Pool", False)],
)
def test_a_block_whose_end_commits_nothing_takes_in_more(pool: str, is_safe: bool) -> None:
    method = "acquire" if pool != "psycopg_pool.AsyncConnectionPool" else "connection"
    text = (
        f"import {pool.partition('.')[0]}\n"
        f"async def store(pool: {pool}, row):\n"
        f"    async with pool.{method}() as conn:\n"
        "        await conn.execute('begin')\n"
        "    await conn.execute('insert', row)\n"
    )
    assert (reason(text) == "") == is_safe
    assert is_safe or "commit" in reason(text)


@pytest.mark.parametrize(
    ("body", "is_moved"),
    [
        ("with ThreadPoolExecutor() as jobs:\n            jobs.submit(write, conn)", False),
        ("thread = threading.Thread(target=write, args=(conn,))\n        thread.start()", False),
        ("with open(rows) as stream:\n            conn.read(stream)", True),
    ],
)
def test_where_no_error_skipped_the_release_one_in_the_finally_does_not(body: str, is_moved: bool) -> None:
    text = (
        "import threading\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def store(pool, rows, write):\n"
        "    conn = pool.getconn()\n"
        "    try:\n"
        f"        {body}\n"
        "        {join}\n"
        "        pool.putconn(conn)\n"
        "    finally:\n"
        "        conn.rollback()\n"
        "        conn.ping()\n"
    ).format(join="thread.join()" if "thread =" in body else "pass")
    (finding,) = ENGINE.check(text.encode(), "app.py", Config()).findings
    assert finding.fix is not None
    assert (finding.fix.message == "moves the release below the block that still uses it") == is_moved
    assert (finding.fix.applicability == "safe") == is_moved


@pytest.mark.parametrize(
    ("head", "word"),
    [
        ("async with pool.acquire() as other:", "the block of `pool.acquire()` ends"),
        ("async with asyncio.timeout(5):", "the block of `asyncio.timeout(5)` ends"),
        ("with fetch(conn) as rows:", "the block of `fetch(conn)` ends"),
        ("with contextlib.nullcontext():", ""),
        ("with contextlib.ExitStack() as stack:", ""),
    ],
)
def test_a_block_that_ends_before_the_release_may_take_long(head: str, word: str) -> None:
    text = (
        "import asyncio, contextlib\n"
        "async def store(pool, fetch):\n"
        "    conn = await pool.getconn()\n"
        f"    {head}\n"
        "        await pool.putconn(conn)\n"
        "    conn.touch()\n"
    )
    assert reason(text).startswith(word)
    assert bool(reason(text)) == bool(word)


@pytest.mark.parametrize(
    ("body", "wait", "is_wrapped"),
    [
        ("size = conn.size", "await asyncio.to_thread(inner)", True),
        ("try:\n            conn.touch()\n        except Exception:\n            pass", "inner()", True),
        ("conn.touch()", "await asyncio.to_thread(inner)", False),
        ("conn.touch()", "inner()", False),
        ("size = conn.size", "for turn in range(3):\n        size = conn['size']", True),
        ("size = conn.size", "for turn in check:\n        size = conn['size']", False),
        ("size = conn.size", "await asyncio.to_thread(inner, 1)\n    check(inner)", False),
    ],
)
def test_what_hardly_raises_lets_no_error_skip_the_release(body: str, wait: str, is_wrapped: bool) -> None:
    text = (
        "import asyncio\n"
        "async def store(pool, check):\n"
        "    conn = await pool.getconn()\n"
        "    def inner():\n"
        f"        {body}\n"
        f"    {wait}\n"
        "    await pool.putconn(conn)\n"
        "    conn.ping()\n"
    )
    (finding,) = ENGINE.check(text.encode(), "app.py", Config()).findings
    assert finding.fix is not None
    assert finding.fix.applicability == "safe"
    assert ("finally" in finding.fix.message) == is_wrapped


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("conn.load(pool.name)", ""),
        ("pool.ping()", ""),
        ("other = self.pool.getconn()", "`self.pool.getconn()` takes out another object"),
    ],
)
def test_a_block_may_take_out_another_object(line: str, word: str) -> None:
    text = (
        "from contextlib import contextmanager\n"
        "@contextmanager\n"
        "def leased(pool):\n"
        "    conn = pool.getconn()\n"
        "    pool.putconn(conn)\n"
        "    yield conn\n"
        "def store(self, pool):\n"
        "    with leased(pool) as conn:\n"
        f"        {line}\n"
    )
    assert reason(text).startswith(word)
    assert bool(reason(text)) == bool(word)


@pytest.mark.parametrize(
    ("line", "is_wrapped"), [("await asyncio.sleep(0)", True), ("await check(rows)", False), ("pass", True)]
)
def test_a_sleep_lets_no_error_skip_the_release(line: str, is_wrapped: bool) -> None:
    """Where no error skipped it, none does so then."""
    text = (
        "import asyncio\n"
        "async def store(pool, rows, check):\n"
        "    conn = await pool.getconn()\n"
        f"    {line}\n"
        "    await pool.putconn(conn)\n"
        "    task = asyncio.create_task(check(conn))\n"
        "    conn.insert(rows)\n"
        "    await asyncio.gather(task, check(rows))\n"
    )
    findings = ENGINE.check(text.encode(), "app.py", Config()).findings
    fix = next(one.fix for one in findings if one.code in ("POOL101", "POOL104"))
    assert fix is not None
    assert ("finally" in fix.message) == is_wrapped


@pytest.mark.parametrize("name", ["close_it", "close_again"])
def test_no_release_leaves_a_loop_that_binds_what_it_calls(name: str) -> None:
    text = (
        "def store(pool, count):\n"
        "    conn = pool.getconn()\n"
        "    def close_it():\n"
        "        pool.putconn(conn)\n"
        "    for turn in range(count):\n"
        "        def close_again():\n"
        "            pool.putconn(conn)\n"
        f"        {name}()\n"
        "    conn.ping()\n"
    )
    findings = ENGINE.check(text.encode(), "app.py", Config()).findings
    fixes = [one.fix for one in findings if one.code == "POOL101" and one.fix is not None]
    assert bool(fixes) == (name == "close_it")
