"""The name is None between the two connections, and the `finally` asks it."""
# select: POOL302

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, first, is_long):
    conn = pool.getconn()
    try:
        conn.load(first)
        if is_long:
            pool.putconn(conn)
            conn = None
            conn = pool.getconn()
    finally:
        if conn is not None:
            pool.putconn(conn)
