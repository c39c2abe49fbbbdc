"""`map` asks the connection for its rows when somebody asks for the result."""
# select: POOL106


def parsed(row):
    return row


def names(pool):
    conn = pool.acquire()  # step: acquired
    rows = map(parsed, conn)  # step: borrowed
    pool.release(conn)  # error: [POOL106]  # step: released
    return sorted(rows)  # step: used
