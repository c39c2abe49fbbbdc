"""The connection is released by keyword, in the last line."""


def stamp(pool, key):
    conn = pool.acquire()
    conn.stamp(key)
    pool.release(connection=conn)
