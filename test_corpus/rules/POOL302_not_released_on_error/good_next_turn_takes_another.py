"""The `finally` of a turn gives back what that turn has taken out."""
# select: ALL

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, batches):
    for rows in batches:
        conn = pool.getconn()
        try:
            if not rows:
                continue
            conn.execute(rows)
        finally:
            pool.putconn(conn)
