"""The list asks at once."""


def known(pool, keys):
    conn = pool.acquire()
    hits = list(filter(conn.has, keys))
    pool.release(conn)
    return hits
