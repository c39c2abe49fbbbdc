"""The comprehension runs before the release."""


def names(pool, keys):
    conn = pool.acquire()
    found = [conn.name(key) for key in keys]
    pool.release(conn)
    return found
