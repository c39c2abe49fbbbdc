"""The connection is released by keyword, and used in the next line."""


def stamp(pool, key):
    conn = pool.acquire()  # step: acquired
    conn.stamp(key)  # step: used
    pool.release(connection=conn)  # error: [POOL101] # step: released
