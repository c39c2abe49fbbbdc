"""The list is returned with a connection in it that has been given back."""


def first_two(pool, key):
    out = []
    conn = pool.acquire()  # step: acquired
    conn.select(key)
    out.append(conn)
    pool.release(conn)  # error: [POOL105] # step: released
    return out  # step: escaped
