"""The rows are read while the connection is held."""
# select: POOL106


def parsed(row):
    return row


def names(pool):
    conn = pool.acquire()
    rows = list(map(parsed, conn))
    pool.release(conn)
    return sorted(rows)
