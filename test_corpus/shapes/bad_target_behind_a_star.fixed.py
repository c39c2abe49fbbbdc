"""`last` is the third element: the connection that has gone back."""


def pick(pool):
    conn = pool.acquire()  # step: acquired
    *rest, last = 1, 2, conn
    try:
        return last.ping()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
