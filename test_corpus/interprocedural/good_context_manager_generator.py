"""The commit stands in the block of the module's own context manager."""
from contextlib import contextmanager


@contextmanager
def borrowed(pool):
    conn = pool.getconn()
    try:
        yield conn
    finally:
        pool.putconn(conn)


def save(pool, row):
    with borrowed(pool) as conn:
        conn.insert(row)
        conn.commit()
