"""Who keeps the manager keeps the connection, and a loop keeps its generator."""

from contextlib import contextmanager


@contextmanager
def connection(pool):
    conn = pool.getconn()
    try:
        yield conn
    finally:
        pool.putconn(conn)


def collect(pool, name):
    manager = connection(pool)
    conn = manager.__enter__()
    conn.execute("update states set name = %s", (name,))
    manager.__exit__(None, None, None)


def first(pool, name):
    for conn in connections(pool):
        conn.execute("update states set name = %s", (name,))


def connections(pool):
    with pool.connection() as conn:
        yield conn
