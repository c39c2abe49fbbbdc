"""The list has read all rows."""
def rows(conn):
    yield from conn.execute("select * from t")


def numbered(pool):
    conn = pool.getconn()
    result = list(enumerate(rows(conn)))
    pool.putconn(conn)
    return result
