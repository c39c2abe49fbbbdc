"""The rows are fetched before the release."""
# select: POOL1


def names(pool):
    conn = pool.getconn()
    cursor = conn.cursor()
    cursor.execute("select name from users")
    rows = cursor.fetchall()
    pool.putconn(conn)
    return [row[0] for row in rows]
