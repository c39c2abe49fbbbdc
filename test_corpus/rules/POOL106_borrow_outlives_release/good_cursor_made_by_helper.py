"""The helper returns rows, not the cursor."""
# select: POOL1


def run(conn, query):
    cur = conn.cursor()
    cur.execute(query)
    return cur.fetchall()


def names(pool):
    conn = pool.getconn()
    try:
        rows = run(conn, "select name from users")
    finally:
        pool.putconn(conn)
    return [row[0] for row in rows]
