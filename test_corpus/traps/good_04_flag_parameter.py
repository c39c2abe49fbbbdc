"""The caller says with `close` whether it wants the connection; both tests of the flag agree."""


def connect(pool, check, close=False):
    conn = pool.acquire()
    check(conn)
    if close:
        pool.release(conn)
    check.count += 1
    if close:
        return None
    return conn
