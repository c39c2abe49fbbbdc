"""The flag is set where the connection goes back, and a `finally` asks it."""
# select: ALL

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, keys, is_last):
    conn = pool.getconn()
    returned = False
    try:
        conn.execute("begin")
        if is_last:
            pool.putconn(conn)
            returned = True
        if not returned:
            conn.execute("commit")
    finally:
        if not returned:
            pool.putconn(conn)
