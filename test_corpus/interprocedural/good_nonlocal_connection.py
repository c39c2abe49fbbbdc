"""The name is unbound with the release, and bound anew before the next use."""


def session(pool):
    conn = None

    def begin():
        nonlocal conn
        conn = pool.acquire()

    def end():
        nonlocal conn
        pool.release(conn)
        conn = None

    begin()
    conn.ping()
    end()
    begin()
    conn.ping()
    end()
