"""`renew` binds the name anew through `nonlocal`, so the ping goes to a connection that is held."""


def keep_alive(pool):
    conn = pool.acquire()

    def renew():
        nonlocal conn
        conn = pool.acquire()

    pool.release(conn)
    renew()
    conn.ping()
