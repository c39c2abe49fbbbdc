"""A test of the pool looks at what became of the released connection."""
# filename: tests/test_pool_release.py
# runtime: skip the test touches the released object on purpose


def test_release_resets(pool):
    conn = pool.acquire()
    conn.begin()
    pool.release(conn)
    assert not conn.in_transaction()
    assert conn.reset_count() == 1
