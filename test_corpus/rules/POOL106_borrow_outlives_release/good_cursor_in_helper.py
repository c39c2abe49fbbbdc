"""The helper only closes the cursor, which touches nothing of the connection."""
# select: POOL1


def dispose(cur):
    if not cur.closed:
        cur.close()


def names(pool):
    conn = pool.getconn()
    cur = conn.cursor()
    cur.execute("select 1")
    found = cur.fetchall()
    pool.putconn(conn)
    dispose(cur)
    return found
