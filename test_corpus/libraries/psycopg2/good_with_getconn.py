"""`with conn` ends a transaction, and the `finally` gives the connection back."""
# select: ALL
from psycopg2.pool import ThreadedConnectionPool


def touch(pool: ThreadedConnectionPool, key):
    conn = pool.getconn()
    try:
        with conn:
            with conn.cursor() as cursor:
                cursor.execute("update item set seen = now() where id = %s", (key,))
    finally:
        pool.putconn(conn)
