"""The closure returns the connection and does nothing with it; a message prints its name."""


def close(pool):
    conn = pool.acquire()
    current = lambda: conn
    pool.release(conn)
    print(f"gave back {current()!r}")
