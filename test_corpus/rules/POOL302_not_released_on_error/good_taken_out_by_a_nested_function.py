"""The name tells the `finally` whether the nested function has taken a connection out."""
# select: POOL302

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, rows):
    conn = None

    def begin():
        nonlocal conn
        conn = pool.getconn()

    try:
        begin()
        conn.load(rows)
    finally:
        if conn is not None:
            pool.putconn(conn)
