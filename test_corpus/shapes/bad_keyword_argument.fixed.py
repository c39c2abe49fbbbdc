"""The connection is released by keyword, and used in the next line."""


def stamp(pool, key):
    conn = pool.acquire()  # step: acquired
    try:
        conn.stamp(key)  # step: used
    finally:
        pool.release(connection=conn)  # error: [POOL101] # step: released
