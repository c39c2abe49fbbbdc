"""In the second turn the cursor is the one of the first turn's connection."""
# select: POOL1


def both(pool, queries):
    cur = None
    for query in queries:
        conn = pool.getconn()  # step: acquired
        if cur is None:
            cur = conn.cursor()  # step: borrowed
        cur.execute(query)  # step: used
        pool.putconn(conn)  # error: [POOL106]  # step: released
