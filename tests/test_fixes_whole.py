"""One release for a stretch, errors included, is safe where no way through it may mean anything else."""

from __future__ import annotations

import textwrap

import pytest

from poollint.config import Config
from poollint.engine import check_source
from poollint.fixes.edits import apply, as_text_edits

EVERYTHING = Config(select=("ALL",))

HEAD = """
import asyncio
import psycopg_pool

class Holder:
    def __init__(self, conn):
        self.conn = conn

def mark(conn):
    conn.execute(1)

def mark_twice(one, conn):
    mark(conn=conn)
    mark(conn)

def keep(conn):
    KEPT.conn = conn

def load(pool: psycopg_pool.ConnectionPool, rows, log, registry):
"""


def told(body: str, head: str = HEAD) -> tuple[str, str]:
    """The fix of the one leak in a function: its message, and why it is not safe."""
    text = head + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ") + "\n"
    compile(text, "app.py", "exec")
    fixes = [
        one.fix
        for one in check_source(text, "app.py", EVERYTHING)
        if one.code in ("POOL301", "POOL302") and one.fix is not None
    ]
    assert len(fixes) == 1
    assert (fixes[0].applicability == "safe") is not bool(fixes[0].reason)
    return fixes[0].message, fixes[0].reason


@pytest.mark.parametrize(
    "body",
    [
        "conn = pool.getconn()\nconn.execute(1)\npool.putconn(conn)",
        "conn = pool.getconn()\nmark(conn)\nmark_twice(1, conn)\nconn.execute(1)\npool.putconn(conn)",
        "conn = pool.getconn()\nlog.info('%s', conn)\nconn.execute(1)\npool.putconn(conn)",
        """
        conn = pool.getconn()
        conn.label = registry.conn
        if (same := conn).execute(1):
            log.info("")
        pool.putconn(conn)
        """,
        # what is made of it stays here, or is handed out when it has been given back
        "conn = pool.getconn()\nrows = conn.execute(1)\ncheck(rows)\npool.putconn(conn)\nreturn rows",
        # each way gives it back right before it leaves
        """
        conn = pool.getconn()
        if conn.execute(1) is None:
            log.info("nothing")
            pool.putconn(conn)
            return None
        conn.execute(2)
        pool.putconn(conn)
        """,
        # whoever may have it gets it on ways alone that give it back here
        """
        conn = pool.getconn()
        if rows:
            registry.note(conn)
        conn.execute(2)
        pool.putconn(conn)
        """,
        # a `finally` that is there ends later ways in the same manner
        """
        conn = pool.getconn()
        conn.execute(1)
        try:
            registry.note(conn)
            return conn.execute(2)
        finally:
            pool.putconn(conn)
        """,
    ],
)
def test_safe(body: str) -> None:
    message, reason = told(body)
    assert message in ("releases in a `finally`", "begins the `try` right behind the acquisition")
    assert reason == ""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (
            """
            conn = pool.getconn()
            conn.execute(1)
            if rows:
                registry.adopt(conn)
                return None
            conn.execute(2)
            pool.putconn(conn)
            """,
            "`registry.adopt` may keep it",
        ),
        (
            """
            conn = pool.getconn()
            conn.execute(1)
            if rows:
                keep(conn)
                return None
            conn.execute(2)
            pool.putconn(conn)
            """,
            "`keep` may keep it",
        ),
        (
            """
            conn = pool.getconn()
            if (same := conn).execute(1):
                registry.same = same
                return
            pool.putconn(conn)
            """,
            "",
        ),
        (
            """
            conn = pool.getconn()
            registry.conn = conn.cursor()
            if conn.execute(1):
                return
            pool.putconn(conn)
            """,
            "`registry.conn = conn.cursor()` may keep it",
        ),
        (
            """
            conn = pool.getconn()
            try:
                conn.execute(1)
            except ValueError:
                registry.note(conn)
                raise
            pool.putconn(conn)
            """,
            "`registry.note` may keep it",
        ),
        (
            """
            conn = pool.getconn()
            try:
                registry.note(conn)
                conn.execute(1)
            except ValueError:
                return None
            pool.putconn(conn)
            """,
            "`registry.note` may keep it",
        ),
        (
            """
            conn = pool.getconn()
            conn.execute(1)
            if rows:
                conn.execute(2)
                pool.putconn(conn)
                registry.wait()
                return None
            conn.execute(3)
            pool.putconn(conn)
            """,
            "`registry.wait()` runs before the release then",
        ),
        (
            """
            conn = pool.getconn()
            conn.execute(1)
            with registry.lock():
                if rows:
                    pool.putconn(conn)
                    return None
            conn.execute(3)
            pool.putconn(conn)
            """,
            "the block of `registry.lock()` ends before the release then",
        ),
        (
            """
            conn = pool.getconn()
            conn.execute(1)
            if rows:
                pool.putconn(conn)
                conn = None
                return pool.getconn()
            conn.execute(3)
            pool.putconn(conn)
            """,
            "",
        ),
    ],
)
def test_not_safe(body: str, reason: str) -> None:
    assert reason in told(body)[1]
    assert told(body)[1]


def test_a_block_that_may_commit_is_not_safe() -> None:
    body = "conn = await pool.acquire()\nawait conn.execute(1)\nawait pool.release(conn)"
    head = "import {}\nasync def load(pool: {}, rows):\n"
    safe = told(body, head.format("asyncpg", "asyncpg.Pool"))
    assert safe == ("takes it out for a block, whose end gives it back", "")
    other = told(body, head.format("oracledb", "oracledb.AsyncConnectionPool"))
    assert "may commit or roll back" in other[1]


def test_no_handler_calls_what_may_fail_behind_its_release() -> None:
    """A `finally` in the helper makes it one that gives back, and raises: no handler behind an early call."""
    text = (
        "import asyncio, asyncpg\n"
        "from app.aio import push\n"
        "from app.services import is_ready, render\n"
        "async def give_back(pool: asyncpg.Pool, conn):\n"
        "    conn.rollback()\n"
        "    await pool.release(conn)\n"
        "async def store(pool: asyncpg.Pool):\n"
        "    conn = await pool.acquire()\n"
        "    if is_ready():\n"
        "        await give_back(pool, conn)\n"
        "        return None\n"
        "    render([conn, 1])\n"
        "    async def run():\n"
        "        await push()\n"
        "        total = conn.size\n"
        "    job = asyncio.create_task(run())\n"
        "    size = conn.size\n"
        "    await job\n"
        "    await pool.release(conn)\n"
    )
    (fix,) = [one.fix for one in check_source(text, "app.py", EVERYTHING) if one.code == "POOL302"]
    assert fix is not None
    assert fix.message == "releases in a `finally` what its name still holds"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("conn.rollback()", "releases at the end of the `finally`, whatever comes before"),
        ("registry.note(conn)", "releases at the end of the `finally`, whatever comes before"),
        ("rows = None", "begins the `try` right behind the acquisition"),
    ],
)
def test_what_a_finally_does_first_gets_one_of_its_own(line: str, message: str) -> None:
    body = f"""
    conn = pool.getconn()
    {"pass" if line != "rows = None" else "conn.execute(1)"}
    try:
        conn.execute(2)
    finally:
        {line}
        pool.putconn(conn)
    """
    assert told(body) == (message, "")


def test_names_of_methods_alone_make_nothing_safe() -> None:
    text = (
        "class Iterator:\n"
        "    def charge(self, reply):\n"
        "        rows = self._take_parked_conn()\n"
        "        if reply:\n"
        "            self._release_conn(rows)\n"
        "            return reply\n"
        "        return None\n"
    )
    for one in check_source(text, "app.py", EVERYTHING):
        assert one.fix is None or one.fix.reason.startswith("that it is lent is told by the names"), one
    assert check_source(text, "app.py", EVERYTHING)


def test_what_a_finally_takes_out_is_not_used_by_its_try() -> None:
    body = """
    conn = pool.getconn()
    try:
        conn.execute(1)
    finally:
        pool.putconn(conn)
        conn = pool.getconn()
        conn.execute(2)
        pool.putconn(conn)
    """
    assert told(body) == ("releases in a `finally`", "")


@pytest.mark.parametrize(
    ("line", "is_offered"),
    [("print(keys)", True), ("done = pool.release(conn)\n        await done", False)],
)
def test_no_release_moves_past_one_that_the_analysis_does_not_see(line: str, is_offered: bool) -> None:
    text = (
        "import asyncpg\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "async def give_back(pool, conn):\n"
        "    conn.rollback()\n"
        "    await pool.release(conn)\n"
        "async def serve(pool: asyncpg.Pool, keys):\n"
        "    conn = await pool.acquire()\n"
        "    await give_back(pool, conn)\n"
        "    try:\n"
        "        with ThreadPoolExecutor() as executor:\n"
        "            executor.map(conn.insert, keys)\n"
        "    except OSError:\n"
        f"        {line}\n"
        "        raise\n"
    )
    found = [one for one in check_source(text, "app.py", Config()) if one.code == "POOL104"]
    assert [one.no_fix_reason for one in found] == [
        None if is_offered else "another release of it is not awaited where it is made"
    ]


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        ("rows", ["pool.putconn(conn)", "return rows"]),
        ("rows.text()", ["pool.putconn(conn)", "return rows.text()"]),
        ("reply.text()", ["result = reply.text()", "pool.putconn(conn)", "return result"]),
        ("[x.a for x in late]", ["result = [x.a for x in late]", "pool.putconn(conn)", "return result"]),
    ],
)
def test_what_is_returned_is_read_before_the_release(value: str, lines: list[str]) -> None:
    body = f"""
    conn = pool.getconn()
    reply = conn.send(1)
    late = reply.rows
    if late:
        return {value}
    pool.putconn(conn)
    """
    text = HEAD + textwrap.indent(textwrap.dedent(body), "    ")
    fix = next(one.fix for one in check_source(text, "app.py", EVERYTHING) if one.code == "POOL301")
    assert fix is not None
    after = apply(text, as_text_edits(text, fix.edits)).splitlines()
    start = next(i for i, line in enumerate(after) if line.strip() == "if late:") + 1
    assert [line.strip() for line in after[start : start + len(lines)]] == lines


def test_a_release_that_waits_for_its_await_is_not_made_twice() -> None:
    text = (
        "import aiohttp\n"
        "async def ping(url):\n"
        "    session = aiohttp.ClientSession()\n"
        "    try:\n"
        "        async with session.get(url) as response:\n"
        "            return await response.json()\n"
        "    finally:\n"
        "        session.close()\n"
    )
    found = [one for one in check_source(text, "app.py", EVERYTHING) if one.code == "POOL301"]
    assert [one.fix for one in found] == [None]
