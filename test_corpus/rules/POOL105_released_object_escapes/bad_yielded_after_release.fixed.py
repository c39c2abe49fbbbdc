"""The consumer is handed a connection that the generator has just given back."""


def connections(pool, count):
    for _ in range(count):
        conn = pool.getconn()  # step: acquired
        conn.ping()
        try:
            yield conn  # step: escaped
        finally:
            pool.putconn(conn)  # error: [POOL105] # step: released
