"""The list is returned with the rows in it; the connection stays behind."""


def first_two(pool, key):
    out = []
    conn = pool.acquire()
    out.append(conn.select(key))
    pool.release(conn)
    return out
