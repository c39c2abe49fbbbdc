"""The generator is a context manager around the connection; its block has ended before the commit."""
from contextlib import contextmanager


@contextmanager
def borrowed(pool):
    conn = pool.getconn()
    try:
        yield conn
    finally:
        pool.putconn(conn)


def save(pool, row):
    with borrowed(pool) as conn:  # step: acquired, released
        conn.insert(row)
        conn.commit()  # error: [POOL101] # step: used
