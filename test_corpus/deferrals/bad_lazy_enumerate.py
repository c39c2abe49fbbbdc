"""`enumerate` reads the first row when the caller asks for it."""
def rows(conn):
    yield from conn.execute("select * from t")  # step: used


def numbered(pool):
    conn = pool.getconn()  # step: acquired
    result = enumerate(rows(conn))  # step: deferred
    pool.putconn(conn)  # error: [POOL102] # step: released
    return result  # step: escaped
