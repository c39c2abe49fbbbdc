"""On an error both the handler and the `finally` put the connection back."""


def load(pool, query):
    conn = pool.getconn()  # step: acquired
    try:
        return conn.fetch(query)
    except ValueError:
        raise
    finally:
        pool.putconn(conn)  # error: [POOL201] "`conn`" # step: released
