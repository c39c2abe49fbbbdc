"""An error gives the connection back; without one it stays out where the caller asks for that."""
# select: ALL

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, key, stays):
    conn = pool.getconn()
    try:
        conn.execute(key)
    except BaseException:
        pool.putconn(conn)
        raise
    if not stays:
        pool.putconn(conn)
