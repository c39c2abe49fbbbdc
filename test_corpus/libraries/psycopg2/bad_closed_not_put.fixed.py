"""Closing is no `putconn`: the pool counts the connection as lent, until it is exhausted."""
# select: ALL
from psycopg2.pool import ThreadedConnectionPool


def ping(pool: ThreadedConnectionPool):
    conn = pool.getconn()  # error: [POOL301] # step: acquired
    try:
        if conn.status:
            conn.close()
            return False  # step: left
    finally:
        pool.putconn(conn)  # step: released
    return True
