"""The commit comes first."""
from psycopg2.pool import ThreadedConnectionPool

POOL = ThreadedConnectionPool(1, 10, "dbname=app")


def touch(key):
    conn = POOL.getconn()
    with conn.cursor() as cursor:
        cursor.execute("update item set seen = now() where id = %s", (key,))
    conn.commit()
    POOL.putconn(conn)
