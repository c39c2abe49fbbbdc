"""The `finally` resets the connection after the body has already given it back."""


def run(pool, query):
    conn = pool.getconn()  # step: acquired
    try:
        rows = conn.fetch(query)
        return rows
    finally:
        try:
            conn.reset()  # step: used
        finally:
            pool.putconn(conn)  # error: [POOL103] "`conn`" # step: released
