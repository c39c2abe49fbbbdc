"""The books are struck off and a timer of it is stopped, but the connection itself stays out."""
# select: POOL301


def ping(pool, lent):
    conn = pool.acquire()  # error: [POOL301] # step: acquired
    conn.timer.stop()
    lent.discard(conn.number)
    if conn.closed:
        pool.release(conn)
        return False  # step: left
    conn.ping()
    pool.release(conn)  # step: released
    return True
