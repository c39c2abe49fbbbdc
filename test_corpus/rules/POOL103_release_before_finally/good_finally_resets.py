"""Reset and release stand in the `finally`, in that order."""


def run(pool, query):
    conn = pool.getconn()
    try:
        rows = conn.fetch(query)
        return rows
    finally:
        conn.reset()
        pool.putconn(conn)
