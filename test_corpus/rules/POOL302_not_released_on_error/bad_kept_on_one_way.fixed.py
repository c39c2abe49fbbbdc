"""Whoever calls for it keeps the connection, as it seems to be meant; an error on the way to that leaves it nowhere."""
# select: ALL

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, key, stays):
    conn = pool.getconn()  # error: [POOL302] # step: acquired
    try:
        conn.execute(key)
    except BaseException:
        pool.putconn(conn)
        raise
    if not stays:
        pool.putconn(conn)
