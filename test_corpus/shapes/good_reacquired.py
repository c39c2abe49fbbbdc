"""The failed connection is replaced under the same name."""


def query(pool, text):
    conn = pool.getconn()
    if not conn.ping():
        pool.putconn(conn)
        conn = pool.getconn()
    rows = conn.fetch(text)
    pool.putconn(conn)
    return rows
