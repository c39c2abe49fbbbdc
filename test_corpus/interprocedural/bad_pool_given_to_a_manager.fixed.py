"""Every caller gives the manager a pool: leaving its block gives the connection back."""
from contextlib import contextmanager


@contextmanager
def lent(source):
    with source.connection() as conn:
        yield conn


def count(pool):
    with lent(pool) as conn:  # step: acquired, released
        conn.begin()
        return conn.count()  # error: [POOL101] # step: used
