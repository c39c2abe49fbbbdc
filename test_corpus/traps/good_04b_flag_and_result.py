"""Who leaves the flag set wants the test alone; who takes the connection asks for an open one."""


def probe(pool, close=True):
    conn = pool.getconn()
    conn.ping()
    if close:
        pool.putconn(conn)
    return conn
