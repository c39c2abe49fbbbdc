"""One `putconn`, in the `finally`."""
from psycopg_pool import ConnectionPool

POOL = ConnectionPool("dbname=app")


def count(table):
    conn = POOL.getconn()
    try:
        number = conn.execute("select count(*) from item").fetchone()
        return number
    finally:
        POOL.putconn(conn)
