"""Each turn has a connection of its own: behind the release the next one begins, and an error in it leaks."""
# select: ALL

import psycopg_pool


def load(pool: psycopg_pool.ConnectionPool, batches):
    for rows in batches:
        conn = pool.getconn()  # error: [POOL302] # step: acquired
        if not rows:
            pool.putconn(conn)
            continue
        conn.execute(rows)
        pool.putconn(conn)
