"""A test asserts what a released connection does: it is touched on purpose."""
# filename: tests/test_pool.py
# runtime: skip the test touches the released object on purpose


def check_reset(pool):
    conn = pool.getconn()
    conn.begin()
    pool.putconn(conn)
    assert conn.in_begin() is False
