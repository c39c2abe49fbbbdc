"""Who leaves the flag set wants the test alone; who takes the connection asks for an open one."""
# runtime: skip the caller of the oracle sets the flag and uses the result all the same


def probe(pool, close=True):
    conn = pool.getconn()
    conn.ping()
    if close:
        pool.putconn(conn)
    return conn
