"""psycopg2 raises on the second `putconn`; the helper does not know what pool it is given, the caller does."""
from psycopg2.pool import SimpleConnectionPool


def take(source):
    conn = source.getconn()
    conn.ping()
    return conn


def count(pool: SimpleConnectionPool, limit):
    conn = take(pool)  # step: acquired
    pool.putconn(conn)  # error: [POOL201] # step: released
