"""Tests of a pool break, inspect and return again what they have returned, to see how the pool copes."""
# filename: tests/test_pool.py
# runtime: skip the tests touch the released object on purpose


def test_closed_in_the_pool(pool):
    conn = pool.getconn()
    pool.putconn(conn)
    conn.close()
    assert pool.getconn() is not conn


def test_peek(pool):
    conn = pool.getconn()
    pool.putconn(conn)
    raw = conn.raw
    assert pool.getconn().raw is raw


def test_twice(pool):
    conn = pool.getconn()
    pool.putconn(conn)
    pool.putconn(conn)
    assert pool.size == 1
