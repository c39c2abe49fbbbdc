"""The closure returns the connection that has gone back, and the caller goes on with it."""


def close(pool):
    conn = pool.acquire()  # step: acquired
    current = lambda: conn
    try:
        current().rollback()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
