"""The test goes on with the connection that it has returned, and neither expects nor checks a failure."""
# filename: tests/test_pool.py


def test_query(pool):
    conn = pool.getconn()  # step: acquired
    try:
        conn.execute("select 1")  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
    assert pool.size == 1
