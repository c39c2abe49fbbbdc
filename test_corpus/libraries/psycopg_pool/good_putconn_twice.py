"""One `putconn`, in the `finally`."""
# runtime: skip needs a server
from psycopg_pool import ConnectionPool

POOL = ConnectionPool("dbname=app")


def count(table):
    conn = POOL.getconn()
    try:
        number = conn.execute("select count(*) from item").fetchone()
        return number
    finally:
        POOL.putconn(conn)
