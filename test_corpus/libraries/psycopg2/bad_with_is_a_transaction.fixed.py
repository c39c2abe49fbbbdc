"""`with conn` ends a transaction only: it is the `putconn` in the middle that releases."""
from psycopg2.pool import SimpleConnectionPool

POOL = SimpleConnectionPool(1, 10, "dbname=app")


def save(row):
    conn = POOL.getconn()  # step: acquired
    with conn:
        conn.cursor().execute("insert into item values (%s)", row)
    with conn:  # step: used
        conn.cursor().execute("refresh materialized view items")
    POOL.putconn(conn)  # error: [POOL101] # step: released
