"""The books are struck off, and the connection goes back."""
# select: POOL301


def ping(pool, lent):
    conn = pool.acquire()
    conn.timer.stop()
    lent.discard(conn.number)
    if conn.closed:
        pool.release(conn)
        return False
    conn.ping()
    pool.release(conn)
    return True
