"""The flag says that the connection went back early; no way comes from there to the uses below, but an error skips
the releases.
"""
# select: ALL

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, keys, is_last):
    conn = pool.getconn()  # error: [POOL302] # step: acquired
    returned = False
    conn.execute("begin")
    if is_last:
        pool.putconn(conn)
        returned = True
    if not returned:
        conn.execute("commit")
        pool.putconn(conn)
