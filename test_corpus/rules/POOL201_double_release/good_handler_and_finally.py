"""Only the `finally` puts the connection back."""


def load(pool, query):
    conn = pool.getconn()
    try:
        return conn.fetch(query)
    except ValueError:
        raise
    finally:
        pool.putconn(conn)
