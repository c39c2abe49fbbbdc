"""The same call outside of test code is a fault, also inside an `assert`."""


def check_reset(pool):
    conn = pool.getconn()  # step: acquired
    conn.begin()
    try:
        assert conn.in_begin() is False  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
