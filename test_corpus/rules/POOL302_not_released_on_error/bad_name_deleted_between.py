"""The name is deleted before it gets another connection; where the first can't load, it is kept."""
# select: POOL302

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, first, is_long):
    conn = pool.getconn()  # error: [POOL302]  # step: acquired
    conn.load(first)  # step: left
    if is_long:
        pool.putconn(conn)  # step: released
        del conn
        conn = pool.getconn()
    pool.putconn(conn)
