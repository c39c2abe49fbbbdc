"""Each of the connections that the helper is given goes back, and so does this one."""


def finish(pool, *conns):
    for conn in conns:
        pool.release(conn)  # step: released


def count(pool):
    conn = pool.acquire()  # step: acquired
    try:
        return conn.count()  # step: used
    finally:
        finish(pool, conn)  # error: [POOL101] # step: released
