"""`with conn` ends a transaction and no more; the connection is still ours after it."""
from psycopg2.pool import SimpleConnectionPool

POOL = SimpleConnectionPool(1, 10, "dbname=app")


def save(row):
    conn = POOL.getconn()
    with conn:
        conn.cursor().execute("insert into item values (%s)", row)
    with conn:
        conn.cursor().execute("refresh materialized view items")
    POOL.putconn(conn)
