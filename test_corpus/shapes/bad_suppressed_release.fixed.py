"""Errors of the release are suppressed, and the query after it is not one of them."""
from contextlib import suppress


def last_query(pool, text):
    conn = pool.getconn()  # step: acquired
    try:
        with suppress(OSError):
            pass  # error: [POOL101] # step: released
        return conn.fetch(text)  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
