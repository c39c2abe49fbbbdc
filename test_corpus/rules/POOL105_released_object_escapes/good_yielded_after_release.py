"""The generator gives the connection back when the consumer is done with it."""


def connections(pool, count):
    for _ in range(count):
        conn = pool.getconn()
        conn.ping()
        yield conn
        pool.putconn(conn)
