"""`map` asks the connection in each turn of the loop, which begins after the release."""


def report(pool, keys, out):
    conn = pool.getconn()  # step: acquired
    rows = map(conn.read, keys)  # step: deferred
    try:
        for row in rows:  # step: used
            out.write(row)
    finally:
        pool.putconn(conn)  # error: [POOL102]  # step: released
