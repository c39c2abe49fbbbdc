"""The mutations command: the sites it finds, what it plants there, and what it counts as found."""

from __future__ import annotations

import importlib
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def mutations(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    return importlib.import_module("mutations")


@pytest.fixture
def verbs(mutations: Any) -> Any:
    return mutations.Verbs.load(ROOT / "src" / "poollint" / "data")


def file_of(mutations: Any, verbs: Any, text: str, path: str = "app.py") -> Any:
    return mutations.File("app", path, dedent(text).lstrip("\n"), verbs)


def planted(mutations: Any, verbs: Any, text: str) -> list[tuple[str, str]]:
    """Each planted fault of a text: its kind, and the text that comes of it."""
    file = file_of(mutations, verbs, text)
    return [(plant.kind, "".join(mutations.apply(file.lines, [plant])[0])) for plant in file.plants]


def kinds(mutations: Any, verbs: Any, text: str) -> list[str]:
    return [kind for kind, _ in planted(mutations, verbs, text)]


def test_release_moves_above_the_last_use(mutations: Any, verbs: Any) -> None:
    text = """
        def store(pool, row):
            conn = pool.getconn()
            conn.insert(row)
            conn.commit()
            log.info("stored")
            pool.putconn(conn)
    """
    expected = """
        def store(pool, row):
            conn = pool.getconn()
            conn.insert(row)
            pool.putconn(conn)
            conn.commit()
            log.info("stored")
    """
    assert planted(mutations, verbs, text) == [("moved up", dedent(expected).lstrip("\n"))]


def test_release_leaves_its_finally(mutations: Any, verbs: Any) -> None:
    text = """
        async def read(self, key):
            conn = await self.pool.acquire()
            try:
                check(key)
                return await conn.fetch(key)
            finally:
                if conn is not None:
                    await self.pool.release(conn)
    """
    expected = """
        async def read(self, key):
            conn = await self.pool.acquire()
            try:
                check(key)
                if conn is not None:
                    await self.pool.release(conn)
                return await conn.fetch(key)
            finally:
                pass
    """
    assert planted(mutations, verbs, text) == [("out of finally", dedent(expected).lstrip("\n"))]


def test_last_use_leaves_the_block(mutations: Any, verbs: Any) -> None:
    text = """
        def read(pool, key):
            with pool.connection() as conn:
                conn.ping()
                for row in conn.execute(key):
                    print(row)
                done()
    """
    expected = """
        def read(pool, key):
            with pool.connection() as conn:
                conn.ping()
            for row in conn.execute(key):
                print(row)
            done()
    """
    assert planted(mutations, verbs, text) == [("out of the block", dedent(expected).lstrip("\n"))]


def test_a_wait_for_a_task_is_moved_over(mutations: Any, verbs: Any) -> None:
    text = """
        async def copy(pool, source):
            async with pool.acquire() as conn:
                task = asyncio.create_task(pump(conn))
                await source.drain()
                await task
    """
    file = file_of(mutations, verbs, text)
    assert [(plant.kind, plant.joins) for plant in file.plants] == [("out of the block", True)]


@pytest.mark.parametrize(
    "line",
    [
        "log.info(conn)",
        "assert conn.rows",
        "seen.append(conn)",
        "if not conn.closed: conn.flush()",
        "print(conn.closed)",
        "rows = [conn]",
        "later(lambda: conn.ping())",
        "conn = wrap(conn)",
        "self.assertEqual(conn.rows, 1)",
        "with pytest.raises(Error): conn.ping()",
    ],
)
def test_doubtful_touches_are_no_uses(mutations: Any, verbs: Any, line: str) -> None:
    text = f"def f(self, pool):\n    conn = pool.getconn()\n    {line}\n    pool.putconn(conn)\n"
    assert kinds(mutations, verbs, text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("conn = pool.acquire()\n    conn.x()\n    pool.release(conn)", 1),
        ("conn = lock.acquire()\n    conn.x()\n    lock.release(conn)", 0),
        ("conn = store.checkout()\n    conn.x()\n    store.checkin(conn)", 1),
        ("job = queue.get()\n    job.x()\n    queue.put(job)", 0),
        ("job = pool.get()\n    job.x()\n    pool.put(job)", 1),
        ("job = pool.get(key)\n    job.x()\n    pool.put(job)", 0),
        ("job.x()\n    pool.put(job)", 0),
        ("job.x()\n    pool.putconn(job)", 1),
        ("conn = thread_pool.get()\n    conn.x()\n    thread_pool.put(conn)", 0),
        ("conn = pool.get_connection()\n    conn.x()\n    conn.close()", 1),
        ("conn = engine.connect()\n    conn.x()\n    conn.close()", 0),
        ("with env.get_connection() as held:\n        held.x()", 0),
        ("with no_pool_connection.cursor() as held:\n        held.x()", 0),
        ("with lock.acquire() as held:\n        held.x()", 0),
        ("with resources.acquire() as held:\n        held.x()", 1),
    ],
)
def test_what_counts_as_a_site(mutations: Any, verbs: Any, text: str, count: int) -> None:
    assert len(kinds(mutations, verbs, f"def f(pool, job, queue):\n    {text}\n")) == count


def test_types_make_a_pool_of_any_name(mutations: Any, verbs: Any) -> None:
    text = """
        from sqlalchemy import create_engine

        def f(url):
            db = create_engine(url)
            conn = db.connect()
            conn.execute("select 1")
            conn.close()
    """
    file = file_of(mutations, verbs, text)
    assert [(site.evidence, site.entry.id) for site in file.sites] == [("typed", "sqlalchemy.engine")]
    assert len(file.plants) == 1


def test_the_free_list_of_a_pool(mutations: Any, verbs: Any) -> None:
    text = """
        class SocketPool:
            def take(self):
                return self._free.pop()

            def give(self, sock):
                sock.reset()
                {block}self._free.append(sock)
    """
    assert kinds(mutations, verbs, text.replace("{block}", "")) == ["moved up"]
    locked = text.replace("{block}self._free.append(sock)", "with self._lock: self._free.append(sock)")
    assert kinds(mutations, verbs, locked) == []
    assert kinds(mutations, verbs, text.replace("{block}", "").replace("SocketPool", "Sockets")) == []
    assert kinds(mutations, verbs, text.replace("{block}", "").replace("def take", "async def take")) == []
    assert kinds(mutations, verbs, text.replace("{block}", "").replace("sock.reset()", "sock.used = 1")) == []


def test_only_a_body_that_is_still_unread_needs_its_connection(mutations: Any, verbs: Any) -> None:
    text = """
        import aiohttp

        async def f(url):
            session = aiohttp.ClientSession()
            async with session.get(url) as answer:
                {first}
                return await answer.json()
    """
    assert kinds(mutations, verbs, text.replace("{first}", "check(answer.status)")) == ["out of the block"]
    assert kinds(mutations, verbs, text.replace("{first}", "await answer.read()")) == []


def test_plants_are_found_and_counted(mutations: Any, verbs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from mutation_causes import Linter

    file = file_of(
        mutations,
        verbs,
        """
        def first(pool):
            conn = pool.getconn()
            conn.ping()
            pool.putconn(conn)


        def second(pool, rows):
            conn = pool.getconn()
            for row in rows:
                conn.insert(row)
            pool.putconn(conn)


        def third(resources):
            with resources.acquire() as conn:
                conn.ping()
                conn.insert(1)
        """,
    )
    measured = mutations.Measured("app")
    file.judge(Linter(), measured)
    assert [not outcome.cause for outcome in measured.outcomes[:2]] == [True, True]
    assert measured.originals == []
    assert sum(measured.sites.values()) == 3
    figures = mutations.render([measured])
    assert "missed, by cause" in figures or measured.outcomes[2].cause == ""
    assert [line.split()[:3] for line in figures.splitlines() if line.startswith("  app")] == [
        ["app", "3", "3"]
    ]


def test_a_finding_on_the_original_is_told(mutations: Any, verbs: Any, tmp_path: Path) -> None:
    from mutation_causes import Linter

    file = file_of(
        mutations,
        verbs,
        """
        def first(pool):
            conn = pool.getconn()
            conn.ping()
            pool.putconn(conn)
            conn.commit()
        """,
    )
    measured = mutations.Measured("app")
    file.judge(Linter(), measured)
    assert [told.code for told in measured.originals] == ["POOL101"]
    verdicts = tmp_path / "verdicts.toml"
    verdicts.write_text("")
    assert "unjudged app: app.py:4: POOL101" in mutations.render_originals([measured], verdicts)


def test_batches_keep_functions_apart(mutations: Any, verbs: Any) -> None:
    body = "    try:\n        conn.x()\n    finally:\n        conn.y()\n        pool.putconn(conn)\n"
    text = "".join(f"def {name}(pool, conn):\n{body}\n\n" for name in "ab")
    file = file_of(mutations, verbs, text)
    groups = list(mutations.batches(file.plants))
    assert [len(group) for group in groups] == [2, 2]
    both, shifts = mutations.apply(file.lines, groups[1])
    assert compile("".join(both), "both.py", "exec")
    assert {both[row + shifts[p] - 1].strip() for p in groups[1] for row in p.release} == {
        "pool.putconn(conn)"
    }
