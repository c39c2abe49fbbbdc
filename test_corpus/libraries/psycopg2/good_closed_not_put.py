"""`putconn(close=True)` closes the connection and frees its place."""
# select: ALL
from psycopg2.pool import ThreadedConnectionPool


def ping(pool: ThreadedConnectionPool):
    conn = pool.getconn()
    if conn.status:
        pool.putconn(conn, close=True)
        return False
    pool.putconn(conn)
    return True
