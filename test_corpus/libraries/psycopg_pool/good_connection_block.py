"""Both statements stand in the block."""
from psycopg_pool import ConnectionPool

POOL = ConnectionPool("dbname=app")


def move(source, target):
    with POOL.connection() as conn:
        conn.execute("update stock set n = n - 1 where id = %s", (source,))
        conn.execute("update stock set n = n + 1 where id = %s", (target,))
