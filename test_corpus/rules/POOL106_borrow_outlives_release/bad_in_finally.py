"""The `finally` gives the connection back between the `return` and the caller."""
# select: POOL1


def rows(pool, query):
    conn = pool.getconn()  # step: acquired
    try:
        cur = conn.cursor()  # step: borrowed
        cur.execute(query)
        return cur  # step: escaped
    finally:
        pool.putconn(conn)  # error: [POOL106]  # step: released
