"""The name is deleted before it gets another connection; where the first can't load, it is kept."""
# select: POOL302

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, first, is_long):
    conn = pool.getconn()  # error: [POOL302]  # step: acquired
    try:
        conn.load(first)  # step: left
        if is_long:
            pool.putconn(conn)  # step: released
            conn = None
            conn = pool.getconn()
    finally:
        if conn is not None:
            pool.putconn(conn)
