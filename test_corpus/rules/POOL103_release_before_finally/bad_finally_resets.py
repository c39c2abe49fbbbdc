"""The `finally` resets the connection after the body has already given it back."""


def run(pool, query):
    conn = pool.getconn()  # step: acquired
    try:
        rows = conn.fetch(query)
        pool.putconn(conn)  # error: [POOL103] "`conn`" # step: released
        return rows
    finally:
        conn.reset()  # step: used
