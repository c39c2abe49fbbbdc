"""psycopg_pool raises ValueError: after the first `putconn` the connection comes from no pool."""
from psycopg_pool import ConnectionPool

POOL = ConnectionPool("dbname=app")


def count(table):
    conn = POOL.getconn()  # step: acquired
    try:
        number = conn.execute("select count(*) from item").fetchone()
        return number
    finally:
        POOL.putconn(conn)  # error: [POOL201] # step: released
