"""`with pool.getconn()` ends a transaction: nothing gives the connection back."""
# select: ALL
from psycopg2.pool import ThreadedConnectionPool


def touch(pool: ThreadedConnectionPool, key):
    with pool.getconn() as conn:  # error: [POOL301] # step: acquired, left
        with conn.cursor() as cursor:
            cursor.execute("update item set seen = now() where id = %s", (key,))
    pool.putconn(conn)


def touch_any(pool, key):
    with pool.getconn() as conn:  # error: [POOL301] # step: acquired, left
        with conn.cursor() as cursor:
            cursor.execute("update item set seen = now() where id = %s", (key,))
    pool.putconn(conn)
