"""Evidence: what is taken for an acquisition or a release, and what is left alone."""

from __future__ import annotations

import textwrap

import pytest

from poollint.analysis import Analyser, Recognised
from poollint.catalogue import Catalogue, load_catalogue
from poollint.config import Config
from poollint.reach import Reach


def surveyed(text: str, catalogue: Catalogue) -> list[Recognised]:
    return Analyser(Config(), catalogue, Reach(None, catalogue, lambda path: None)).survey(text, "app.py")


def survey(text: str, **settings: object) -> list[tuple[str, str]]:
    pools = settings.get("pools")
    catalogue = load_catalogue(pools if isinstance(pools, dict) else None, settings.get("not_pools", ()))  # type: ignore[arg-type]
    return [
        (one.kind, one.text) for one in surveyed(textwrap.dedent(text), catalogue) if one.kind != "left-alone"
    ]


PAIRS = [
    ("x = pool.acquire()\n    pool.release(x)", 2),
    ("x = r.getconn()\n    r.putconn(x)", 2),
    ("x = bufs.alloc(4)\n    bufs.free(x)", 2),
    ("x = buffer_pool.get()\n    buffer_pool.put(x)", 2),
    ("x = cache.get()\n    cache.put(x)", 0),
    ("x = pool.get(key)\n    pool.put(key, x)", 0),
    ("conn = cache.get()\n    conn.go()\n    cache.put(conn)", 2),
    ("conn = cache.get(timeout=3)\n    go(conn)\n    cache.put_nowait(conn)", 2),
    ("conn = cache.get()\n    cache.put(conn)\n    conn.go()", 0),
    ("job = cache.get()\n    job.go()\n    cache.put(job)", 0),
    ("conn = cache.get(key)\n    conn.go()\n    cache.put(conn)", 0),
    ("x = stack.pop()\n    stack.append(x)", 0),
    ("x = server_pool.pop(0)\n    server_pool.append(x)", 0),
    ("lock.acquire()\n    lock.release()", 0),
    ("x = lock.acquire()\n    lock.release(x)", 0),
    ("f = open(p)\n    f.close()", 0),
    ("x = db.connect()\n    x.close()", 0),
    ("x = table.get_item(k)\n    table.put_item(x)", 0),
    ("with pool.lease() as x:\n        x.go()", 1),
    ("with thread_pool.lease() as x:\n        x.go()", 0),
    ("with maker.lease() as x:\n        x.go()", 1),
    ("with maker.getconn() as x:\n        x.go()", 0),
    ("with lock.acquire() as x:\n        x.go()", 0),
]


@pytest.mark.parametrize(("body", "count"), PAIRS, ids=[body.split("\n")[0] for body, _ in PAIRS])
def test_by_shape(body: str, count: int) -> None:
    found = survey(f"def f(pool, r, bufs, p, db, k, key, table, maker, lock, cache, stack):\n    {body}\n")
    assert len([kind for kind, _ in found if kind in ("acquisition", "release")]) >= count
    if count == 0:
        assert found == []


def test_a_worker_pool_by_type_is_no_pool() -> None:
    text = "import multiprocessing\npool = multiprocessing.Pool()\n"
    text += "def f():\n    with pool.lease() as x:\n        x.go()\n"
    assert survey(text) == []


def test_a_users_pair_of_functions() -> None:
    text = "from app.db import take, give\ndef f():\n    x = take()\n    give(x)\n"
    assert survey(text) == []
    pools = {"mine": {"acquire": ["app.db.take"], "release": ["app.db.give"]}}
    assert survey(text, pools=pools) == [("acquisition", "take()"), ("release", "give(x)")]


def test_names_taken_out_are_no_pools() -> None:
    text = "from app.cache import pool\ndef f():\n    with pool.lease() as x:\n        x.go()\n"
    assert survey(text) != []
    assert survey(text, not_pools=["app.cache.*"]) == []


def test_what_is_left_alone_is_said_with_its_reason() -> None:
    found = surveyed("def f(cache):\n    x = cache.get()\n    cache.acquire()\n", load_catalogue())
    assert [one.text for one in found if one.kind == "left-alone"] == ["cache.get()"]
    assert all(one.reason for one in found)
