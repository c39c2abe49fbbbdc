"""`fetchall` is done before the `finally`."""
# select: POOL1


def rows(pool, query):
    conn = pool.getconn()
    try:
        cur = conn.cursor()
        cur.execute(query)
        return cur.fetchall()
    finally:
        pool.putconn(conn)
