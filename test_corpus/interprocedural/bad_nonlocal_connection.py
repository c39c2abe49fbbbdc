"""One inner function takes the connection out, another gives it back; the outer one goes on with it."""


def session(pool):
    conn = None

    def begin():
        nonlocal conn
        conn = pool.acquire()

    def end():
        pool.release(conn)  # step: released

    begin()  # step: acquired
    conn.ping()
    end()  # error: [POOL101] # step: released
    conn.ping()  # step: used
