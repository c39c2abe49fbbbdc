"""The `yield` stands in a `try` with the release in its `finally`."""
# select: ALL
from contextlib import contextmanager


@contextmanager
def connection(pool):
    conn = pool.acquire()
    try:
        yield conn
    finally:
        pool.release(conn)
