"""The manager is a temporary; its generator ends with it, and gives the connection back."""

from contextlib import contextmanager


@contextmanager
def connection(pool):
    conn = pool.getconn()
    try:
        yield conn
    finally:
        pool.putconn(conn)  # step: released


def collect(pool, name):
    conn = connection(pool).__enter__()  # step: acquired, released
    conn.execute("update states set name = %s", (name,))  # error: [POOL101]  # step: used


def first(pool, name):
    conn = next(iter(connections(pool)), None)  # step: acquired, released
    conn.execute("update states set name = %s", (name,))  # error: [POOL101]  # step: used


def connections(pool):
    with pool.connection() as conn:  # step: released
        yield conn
