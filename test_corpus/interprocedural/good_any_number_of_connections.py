"""The connection is counted before the helper gives it back."""


def finish(pool, *conns):
    for conn in conns:
        pool.release(conn)


def count(pool):
    conn = pool.acquire()
    total = conn.count()
    finish(pool, conn)
    return total
