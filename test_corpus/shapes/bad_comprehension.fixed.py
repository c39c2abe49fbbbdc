"""A list comprehension runs at once, here on a connection that was released a line before."""


def names(pool, keys):
    conn = pool.acquire()  # step: acquired
    try:
        return [conn.name(key) for key in keys]  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
