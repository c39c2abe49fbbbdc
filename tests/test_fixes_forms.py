"""Forms of fixes with more than one block: swapped heads, callbacks, waits, a `finally` that goes down."""

from __future__ import annotations

import pytest

from poollint.config import Config
from poollint.engine import Engine
from poollint.repair import repair

ENGINE = Engine()


def fixed(text: str) -> str:
    result = repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True)
    assert result.fixed, [one.no_fix_reason for one in result.left]
    return result.text


def refused(text: str) -> str:
    result = repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True)
    assert result.text == text
    return " ".join(one.no_fix_reason or "" for one in result.left)


def test_items_of_one_with_change_places() -> None:
    text = (
        "import asyncio\n"
        "async def run(pool, work):\n"
        "    async with (\n"
        "        asyncio.TaskGroup() as group,\n"
        "        pool.acquire() as conn,\n"
        "    ):\n"
        "        group.create_task(work(conn))\n"
    )
    assert fixed(text) == (
        "import asyncio\n"
        "async def run(pool, work):\n"
        "    async with (\n"
        "        pool.acquire() as conn,\n"
        "        asyncio.TaskGroup() as group,\n"
        "    ):\n"
        "        group.create_task(work(conn))\n"
    )


def test_heads_of_two_blocks_change_places_with_their_comments() -> None:
    text = (
        "from contextlib import ExitStack\n"
        "def run(pool, write):\n"
        "    with ExitStack() as stack:  # at the end\n"
        "        with pool.connection() as conn:  # one\n"
        "            stack.callback(write, conn)\n"
    )
    assert fixed(text) == (
        "from contextlib import ExitStack\n"
        "def run(pool, write):\n"
        "    with pool.connection() as conn:  # one\n"
        "        with ExitStack() as stack:  # at the end\n"
        "            stack.callback(write, conn)\n"
    )


def test_a_sync_and_an_async_head() -> None:
    text = (
        "import asyncio\n"
        "async def run(pool, work):\n"
        "    async with asyncio.TaskGroup() as group:\n"
        "        with pool.lease() as conn:\n"
        "            group.create_task(work(conn))\n"
    )
    assert "    with pool.lease() as conn:\n        async with asyncio.TaskGroup() as group:\n" in fixed(text)


def test_an_item_that_is_needed_stays_first() -> None:
    text = (
        "import asyncio\n"
        "async def run(pools, work):\n"
        "    async with asyncio.TaskGroup() as group, pools.acquire(group) as conn:\n"
        "        group.create_task(work(conn))\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True).text
    assert "TaskGroup() as group, pools.acquire(group) as conn" in after


def test_a_plain_release_when_the_task_is_done() -> None:
    text = (
        "def send(pool, loop, push):\n"
        "    conn = pool.getconn()\n"
        "    loop.create_task(push(conn))\n"
        "    pool.putconn(conn)  # back\n"
    )
    assert fixed(text) == (
        "def send(pool, loop, push):\n"
        "    conn = pool.getconn()\n"
        "    task = loop.create_task(push(conn))\n"
        "    task.add_done_callback(lambda _: pool.putconn(conn))  # back\n"
    )


def test_a_name_that_is_bound_anew_is_kept_as_it_is_for_the_callback() -> None:
    text = (
        "def send(pool, loop, push, rows):\n"
        "    for row in rows:\n"
        "        conn = pool.getconn()\n"
        "        loop.create_task(push(conn, row))\n"
        "        pool.putconn(conn)\n"
    )
    assert "        task.add_done_callback(lambda _, conn=conn: pool.putconn(conn))\n" in fixed(text)
    assert refused(text.replace("conn = pool", "row.conn = pool").replace("(conn", "(row.conn"))


def test_a_thread_without_a_name_gets_one() -> None:
    text = (
        "import threading\n"
        "def send(pool, push):\n"
        "    conn = pool.getconn()\n"
        "    threading.Thread(target=push, args=(conn,)).start()  # go\n"
        "    pool.putconn(conn)\n"
    )
    assert fixed(text) == (
        "import threading\n"
        "def send(pool, push):\n"
        "    conn = pool.getconn()\n"
        "    thread = threading.Thread(target=push, args=(conn,))\n"
        "    thread.start()  # go\n"
        "    thread.join()\n"
        "    pool.putconn(conn)\n"
    )


def test_a_list_of_tasks_is_waited_for() -> None:
    text = (
        "import asyncio\n"
        "async def send(pool, push, rows):\n"
        "    conn = await pool.acquire()\n"
        "    tasks = [asyncio.create_task(push(conn, row)) for row in rows]\n"
        "    await pool.release(conn)\n"
        "    return tasks\n"
    )
    assert (
        "    await asyncio.gather(*tasks, return_exceptions=True)\n    await pool.release(conn)\n"
        in fixed(text)
    )


@pytest.mark.parametrize("handler", ["", "    except OSError:\n        rows = []\n"])
def test_a_finally_goes_below_the_last_use(handler: str) -> None:
    text = (
        "def count(pool):\n"
        "    conn = pool.getconn()\n"
        "    try:\n"
        "        rows = conn.fetch()\n"
        f"{handler}"
        "    finally:\n"
        "        # back\n"
        "        pool.putconn(conn)\n"
        "\n"
        "    # and the rest\n"
        "    return rows, conn.pending()\n"
    )
    inner = "        rows = conn.fetch()\n"
    if handler:
        inner = (
            "        try:\n            rows = conn.fetch()\n        except OSError:\n            rows = []\n"
        )
    assert fixed(text) == (
        "def count(pool):\n"
        "    conn = pool.getconn()\n"
        "    try:\n"
        f"{inner}"
        "\n"
        "        # and the rest\n"
        "        return rows, conn.pending()\n"
        "    finally:\n"
        "        # back\n"
        "        pool.putconn(conn)\n"
    )


def test_a_nested_function_that_binds_the_name_and_runs_elsewhere_is_no_hindrance() -> None:
    text = (
        "def f(pool):\n"
        "    conn = None\n"
        "    def begin():\n"
        "        nonlocal conn\n"
        "        conn = pool.getconn()\n"
        "    begin()\n"
        "    conn.ping()\n"
        "    pool.putconn(conn)\n"
        "    conn.tag = 1\n"
    )
    assert fixed(text).endswith("    conn.tag = 1\n    pool.putconn(conn)\n")
    text = text.replace("    conn.tag", "    begin()\n    conn.tag")
    assert (
        "conn.tag = 1\n    pool.putconn"
        not in repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True).text
    )


def test_a_release_that_nobody_sees_run_comes_first() -> None:
    """What the coroutine does to the connection is not followed, so nobody could tell what is left."""
    text = (
        "import asyncpg\n"
        "async def read(pool: asyncpg.Pool, ready, other):\n"
        "    conn = await pool.acquire()\n"
        "    if ready():\n"
        "        closing = pool.release(conn)\n"
        "        await closing\n"
        "    if other():\n"
        "        await pool.release(conn)\n"
        "        conn.ping()\n"
    )
    assert "not awaited where it is made" in refused(text)
    assert "conn.ping()\n        finally:" in fixed(text.replace("    if other():", "    else:"))


def test_a_helper_that_gives_back_after_an_error_is_no_repair_for_its_caller() -> None:
    text = (
        "async def give_back(pool, conn):\n"
        "    await pool.release(conn)\n"
        "    conn.rollback()\n"
        "async def refresh(pool):\n"
        "    conn = await pool.acquire()\n"
        "    try:\n"
        "        await give_back(pool, conn)\n"
        "    except KeyError:\n"
        "        conn.ask()\n"
        "        raise\n"
    )
    assert refused(text)


def test_a_name_that_is_swapped_in_a_loop() -> None:
    text = (
        "def publish(pool, items):\n"
        "    conn = pool.getconn()\n"
        "    pool.putconn(conn)\n"
        "    for item in items:\n"
        "        conn.send(item)\n"
        "        if item.last:\n"
        "            pool.putconn(conn)\n"
        "            conn = pool.getconn()\n"
    )
    assert "bound anew" in refused(text.replace("            pool.putconn(conn)\n", ""))


GROUP = (
    "import asyncio\n"
    "async def load(pool, work):\n"
    "    conn = await pool.acquire()\n"
    "    await conn.ping()\n"
    "    async with asyncio.TaskGroup() as group:\n"
    "        group.create_task(work(conn))\n"
    "        pool.release(conn)\n"
)


def test_an_error_at_the_end_of_a_block_does_not_skip_the_release() -> None:
    assert fixed(GROUP).endswith(
        "    try:\n"
        "        async with asyncio.TaskGroup() as group:\n"
        "            group.create_task(work(conn))\n"
        "    finally:\n"
        "        pool.release(conn)\n"
    )


def test_an_object_that_is_taken_out_in_the_block_has_no_release_around_it() -> None:
    lines = GROUP.splitlines(keepends=True)
    text = "".join([*lines[:2], lines[4], *(f"    {line}" for line in lines[2:4]), *lines[5:]])
    after = repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True).text
    assert "finally:\n        pool.release" not in after


def test_the_end_of_an_executor_raises_nothing() -> None:
    text = (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "def load(pool, work):\n"
        "    conn = pool.acquire()\n"
        "    with ThreadPoolExecutor() as executor:\n"
        "        executor.submit(work, conn)\n"
        "        pool.release(conn)\n"
    )
    assert fixed(text).endswith("        executor.submit(work, conn)\n    pool.release(conn)\n")


def test_a_helper_that_may_do_more_than_release_is_not_called_when_the_task_is_done() -> None:
    text = (
        "def give_back(pool, conn):\n"
        "    conn.rollback()\n"
        "    pool.putconn(conn)\n"
        "def send(pool, loop, push):\n"
        "    conn = pool.getconn()\n"
        "    loop.create_task(push(conn))\n"
        "    give_back(pool, conn)\n"
    )
    assert refused(text) == "a plain function can't wait for a task"


def test_a_nested_function_runs_before_the_release() -> None:
    text = (
        "def store(pool, rows):\n"
        "    conn = pool.getconn()\n"
        "    conn.begin()\n"
        "    def flush():\n"
        "        conn.write(rows)\n"
        "    pool.putconn(conn)\n"
        "    flush()\n"
    )
    assert fixed(text).endswith(
        "        conn.write(rows)\n    try:\n        flush()\n    finally:\n        pool.putconn(conn)\n"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "import atexit\n"
            "def f(pool):\n"
            "    conn = pool.getconn()\n"
            "    atexit.register(conn.ping)\n"
            "    pool.putconn(conn)\n",
            "it runs when the request, the test or the process ends: it wants an object of its own",
        ),
        (
            "import eventlet\n"
            "def f(pool, load):\n"
            "    conn = pool.getconn()\n"
            "    eventlet.spawn(load, conn)\n"
            "    pool.putconn(conn)\n",
            "nothing in this function waits for what runs late",
        ),
        (
            "from sqlalchemy.pool import QueuePool\n"
            "def f(connect):\n"
            "    pool = QueuePool(connect)\n"
            "    conn = pool.connect()\n"
            "    conn.close()\n"
            "    return conn.cursor()\n",
            "POOL106 on `conn` would be there after the edit that was tried",
        ),
    ],
)
def test_why_there_is_no_fix(text: str, reason: str) -> None:
    assert refused(text) == reason


TWO_WAYS = (
    "import asyncio\n"
    "import asyncpg\n"
    "async def export(pool: asyncpg.Pool, dry_run, flag):\n"
    "    conn = await pool.acquire()\n"
    "    if dry_run:\n"
    "        await pool.release(conn)\n"
    "        if flag:\n"
    "            await conn.ping()\n"
    "    else:\n"
    "        asyncio.create_task(pool.release(conn))\n"
)


def test_an_object_that_is_released_in_two_ways_gets_no_finally_from_its_acquisition_on() -> None:
    after = repair(ENGINE, TWO_WAYS.encode(), "app.py", Config(), unsafe=True).text
    assert "conn = await pool.acquire()\n    try:" not in after
    assert "        asyncio.create_task(pool.release(conn))\n" in after


def test_releases_that_become_one_leave_nothing_to_tell() -> None:
    text = (
        "import asyncio\n"
        "import asyncpg\n"
        "async def process(pool: asyncpg.Pool, dry_run):\n"
        "    conn = await pool.acquire()\n"
        "    asyncio.get_running_loop().run_in_executor(None, conn.touch)\n"
        "    if dry_run:\n"
        "        await pool.release(conn)\n"
        "        return\n"
        "    await pool.release(conn)\n"
    )
    assert refused(text)


def test_what_lives_off_the_object_goes_into_the_block_as_well() -> None:
    text = (
        "from sqlalchemy.ext.asyncio import AsyncEngine\n"
        "async def undo(engine: AsyncEngine, users):\n"
        "    async with engine.connect() as conn:\n"
        "        trans = conn.begin()\n"
        "        await trans.start()\n"
        "    await conn.execute(users)\n"
        "    await trans.rollback()\n"
    )
    assert fixed(text).endswith("        await conn.execute(users)\n        await trans.rollback()\n")


def test_a_result_that_lives_off_the_object_is_read_in_the_block() -> None:
    text = (
        "from sqlalchemy import Engine\n"
        "def show(engine: Engine, query, render):\n"
        "    with engine.connect() as conn:\n"
        "        conn.begin()\n"
        "    result = conn.execute(query)\n"
        "    render(result)\n"
        "    return query\n"
    )
    assert fixed(text).endswith(
        "        result = conn.execute(query)\n        render(result)\n    return query\n"
    )
    text = text.replace("conn.execute(query)", "conn.scalar(query)")
    assert fixed(text).endswith("        result = conn.scalar(query)\n    render(result)\n    return query\n")


@pytest.mark.parametrize("more", ["", "    c.rollback()\n"])
def test_a_helper_that_does_more_than_give_back_is_no_use_to_a_block(more: str) -> None:
    text = (
        "import asyncpg\n"
        "async def give_back(source, c):\n"
        f"{more}    await source.release(c)\n"
        "async def load(pool: asyncpg.Pool, push, req):\n"
        "    client = await pool.acquire()\n"
        "    if req.is_retry:\n"
        "        raise ValueError(req)\n"
        "    push(client)\n"
        "    await give_back(pool, client)\n"
    )
    config = Config(select=("ALL",))
    after = repair(ENGINE, text.encode(), "app.py", config, unsafe=True).text
    assert ("async with" in after) == (not more)


def test_a_function_of_the_file_that_hardly_raises_skips_no_release() -> None:
    text = (
        "import threading\n"
        "def start_ping(conn):\n"
        "    thread = threading.Thread(target=conn.ping)\n"
        "    thread.start()\n"
        "    return thread\n"
        "def publish(pool, key):\n"
        "    conn = pool.getconn()\n"
        "    thread = start_ping(conn)\n"
        "    thread.join()\n"
        "    pool.putconn(conn)\n"
        "    conn.ping()\n"
    )
    assert fixed(text).endswith("    try:\n        conn.ping()\n    finally:\n        pool.putconn(conn)\n")


@pytest.mark.parametrize("calls", [1, 2])
def test_what_functions_of_the_file_raise_is_asked_once_and_not_too_deep(calls: int) -> None:
    chain = "def f0():\n    pass\n" + "".join(
        f"def f{number}():\n" + f"    f{number - 1}()\n" * calls for number in range(1, 400)
    )
    text = "def ping(pool):\n    conn = pool.acquire()\n    f399()\n    pool.release(conn)\n    conn.ping()\n"
    assert fixed(chain + text).endswith("    conn.ping()\n    pool.release(conn)\n")


HOLDER = "class Holder:\n    def __init__(self, conn):\n        self.conn = conn{more}\n"


@pytest.mark.parametrize(
    ("more", "is_wrapped"), [("", True), ("\n        conn.check()", False)], ids=["calm", "risky"]
)
def test_a_class_of_the_file_raises_as_its_constructor_does(more: str, is_wrapped: bool) -> None:
    text = HOLDER.format(more=more) + (
        "def save(pool, key):\n"
        "    conn = pool.getconn()\n"
        "    holder = Holder(conn)\n"
        "    pool.putconn(conn)\n"
        "    holder.conn.ping()\n"
    )
    assert ("finally:" in fixed(text)) == is_wrapped


@pytest.mark.parametrize("more", ["", "        conn.check()\n"], ids=["calm", "risky"])
def test_an_acquisition_that_raises_skips_no_release(more: str) -> None:
    """What stands behind it in its block does."""
    text = (
        "def save(pool, log):\n"
        "    try:\n"
        "        conn = pool.getconn()\n"
        f"{more}"
        "    except OSError:\n"
        "        log.warning('none')\n"
        "        raise\n"
        "    pool.putconn(conn)\n"
        "    conn.ping()\n"
    )
    assert ("finally:" in fixed(text)) == (not more)


SWAPPED = (
    "def load(pool, rows):\n"
    "    conn = pool.getconn()\n"
    "    pool.putconn(conn)\n"
    "    for row in rows:\n"
    "        conn.load(row)\n"
    "        if row.last:\n"
    "            pool.putconn(conn)\n"
    "{between}"
    "            conn = pool.getconn()\n"
)


def test_an_acquisition_that_fails_leaves_nothing_to_a_finally() -> None:
    assert fixed(SWAPPED.format(between="")).endswith(
        "            if row.last:\n"
        "                pool.putconn(conn)\n"
        "                conn = None\n"
        "                conn = pool.getconn()\n"
        "    finally:\n"
        "        if conn is not None:\n"
        "            pool.putconn(conn)\n"
    )
    assert (
        "conn = None"
        not in repair(
            ENGINE,
            SWAPPED.format(between="            print(conn.closed)\n").encode(),
            "app.py",
            Config(),
            unsafe=True,
        ).text
    )


def test_what_was_made_of_it_goes_into_the_block_where_it_lives_off_it() -> None:
    text = (
        "async def load(pool, rows):\n"
        "    async with pool.acquire() as conn:\n"
        "        pass\n"
        "    cur = await conn.cursor()\n"
        "    await cur.execute(rows)\n"
        "    found = await cur.fetchone()\n"
        "    print(1)\n"
        "    async with pool.acquire() as conn:\n"
        "        cur = await conn.cursor()\n"
    )
    config = Config(select=("ALL",))
    assert repair(ENGINE, text.encode(), "app.py", config, unsafe=True).text.splitlines()[2:7] == [
        "        cur = await conn.cursor()",
        "        await cur.execute(rows)",
        "        found = await cur.fetchone()",
        "    print(1)",
        "    async with pool.acquire() as conn:",
    ]


def test_a_second_release_that_does_more_is_not_safely_taken_out() -> None:
    text = (
        "def load(pool, count):\n"
        "    conn = pool.acquire()\n"
        "    def end():\n"
        "{}"
        "        pool.release(conn)\n"
        "    pool.release(conn)\n"
        "    end()\n"
    )
    for more, applicability in (("", "safe"), ("        count.add(1)\n", "unsafe")):
        done = repair(ENGINE, text.format(more).encode(), "app.py", Config(), unsafe=True)
        assert done.text == text.format(more).replace("    end()\n", "")
        assert [one.fix.applicability for one in done.fixed if one.fix is not None] == [applicability]


def test_a_release_that_another_way_has_made_elsewhere_before_it_left() -> None:
    text = (
        "async def load(pool, urgent):\n"
        "    conn = await pool.acquire()\n"
        "    if urgent:\n"
        "        closing = pool.release(conn)\n"
        "        await closing\n"
        "        raise ValueError(urgent)\n"
        "    await pool.release(conn)\n"
        "    await conn.fetch(1)\n"
    )
    done = repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True)
    assert done.text.endswith("        await conn.fetch(1)\n    finally:\n        await pool.release(conn)\n")


def test_a_helper_that_uses_what_it_gave_back_is_mended_whatever_leaks_in_its_callers() -> None:
    text = (
        "import psycopg_pool\n"
        "def give_back(pool, conn):\n"
        "    pool.putconn(conn)\n"
        "    conn.ping()\n"
        "def load(pool: psycopg_pool.ConnectionPool, rows):\n"
        "    conn = pool.getconn()\n"
        "    conn.load(rows)\n"
        "    give_back(pool, conn)\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True).text
    assert "    try:\n        conn.ping()\n    finally:\n        pool.putconn(conn)\n" in after


def test_a_release_elsewhere_of_an_object_whose_name_gets_another_one() -> None:
    text = (
        "async def load(pool, rows):\n"
        "    conn = await pool.acquire()\n"
        "    for row in rows:\n"
        "        if row.last:\n"
        "            closing = pool.release(conn)\n"
        "            await closing\n"
        "            conn = await pool.acquire()\n"
        "        await conn.send(row)\n"
        "    await pool.release(conn)\n"
        "    conn.tag = 1\n"
    )
    after = repair(ENGINE, text.encode(), "app.py", Config(), unsafe=True).text
    assert after.endswith("    conn.tag = 1\n    await pool.release(conn)\n")


def test_tasks_that_go_into_a_list_are_waited_for_together() -> None:
    text = (
        "import asyncio\n"
        "async def load(pool, copy, rows):\n"
        "    conn = await pool.acquire()\n"
        "    jobs = []\n"
        "    for row in rows:\n"
        "        jobs.append(asyncio.create_task(copy(conn, row)))\n"
        "    await pool.release(conn)\n"
    )
    wait = "    await asyncio.gather(*jobs, return_exceptions=True)\n"
    assert fixed(text) == text.replace("    await pool.release", f"{wait}    await pool.release")


def test_a_helper_that_only_gives_back_can_do_so_when_the_task_is_done() -> None:
    text = (
        "def give_back(pool, conn):\n"
        "{}"
        "    pool.release(conn)\n"
        "def load(pool, loop, copy):\n"
        "    conn = pool.acquire()\n"
        "    task = loop.create_task(copy(conn))\n"
        "    give_back(pool, conn)\n"
    )
    after = repair(ENGINE, text.format("").encode(), "app.py", Config(), unsafe=True).text
    assert after.endswith("    task.add_done_callback(lambda _: give_back(pool, conn))\n")
    more = text.format("    conn.rollback()\n")
    assert repair(ENGINE, more.encode(), "app.py", Config(), unsafe=True).text == more


@pytest.mark.parametrize(
    ("clauses", "is_own"),
    [
        ("    except KeyError:\n        conn.rollback()\n        raise\n", True),
        ("    except KeyError:\n        pass\n    else:\n        conn.ping()\n", True),
        ("    finally:\n        conn.ping()\n", False),
        ("    except KeyError:\n        pass\n    conn.ping()\n", False),
    ],
)
def test_a_try_without_a_finally_gets_one(clauses: str, is_own: bool) -> None:
    body = f"    try:\n        conn.load(row)\n{clauses}"
    head = "def load(pool, row):\n    conn = pool.getconn()\n"
    after = fixed(f"{head}    pool.putconn(conn)\n{body}    return row\n")
    if is_own:
        assert after == f"{head}{body}    finally:\n        pool.putconn(conn)\n    return row\n"
    else:
        assert "    try:\n        try:\n            conn.load(row)\n" in after


_TWICE = (
    "def back(pool, conn):\n"
    "    {above}\n"
    "    pool.putconn(conn)\n"
    "def load(pool, row):\n"
    "    conn = pool.getconn()\n"
    "    try:\n"
    "        conn.load(row)\n"
    "        back(pool, conn)\n"
    "    finally:\n"
    "        back(pool, conn)\n"
)


@pytest.mark.parametrize(
    ("above", "is_kept"), [("conn.rollback()", True), ("log = conn", False), ("'Back.'", False)]
)
def test_a_release_that_is_made_again_where_it_failed_stays(above: str, is_kept: bool) -> None:
    after = fixed(_TWICE.format(above=above))
    assert after.count("back(pool, conn)\n") == 1 + is_kept
    assert ("if not released:" in after) == is_kept
