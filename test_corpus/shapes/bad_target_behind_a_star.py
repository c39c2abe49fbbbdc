"""`last` is the third element: the connection that has gone back."""


def pick(pool):
    conn = pool.acquire()  # step: acquired
    *rest, last = 1, 2, conn
    pool.release(conn)  # error: [POOL101] # step: released
    return last.ping()  # step: used
