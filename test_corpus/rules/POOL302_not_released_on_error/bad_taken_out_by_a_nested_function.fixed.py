"""Nested functions take the connection out and give it back; the statement between may fail."""
# select: POOL302

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, rows):
    conn = None
    try:

        def begin():
            nonlocal conn
            conn = pool.getconn()

        def end():
            pool.putconn(conn)

        begin()  # error: [POOL302]  # step: acquired
        conn.load(rows)  # step: left
    finally:
        if conn is not None:
            end()  # step: released
