"""Each turn has a connection of its own: behind the release the next one begins, and an error in it leaks."""
# select: ALL

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, batches):
    for rows in batches:
        conn = pool.getconn()  # error: [POOL302] # step: acquired
        try:
            if not rows:
                continue
            conn.execute(rows)
        finally:
            pool.putconn(conn)
