"""`with pool.connection()` commits and gives back; the second statement is outside."""
from psycopg_pool import ConnectionPool

POOL = ConnectionPool("dbname=app")


def move(source, target):
    with POOL.connection() as conn:  # step: acquired, released
        conn.execute("update stock set n = n - 1 where id = %s", (source,))
        conn.execute("update stock set n = n + 1 where id = %s", (target,))  # error: [POOL101] # step: used
