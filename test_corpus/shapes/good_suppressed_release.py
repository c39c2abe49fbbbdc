"""Errors of the release are suppressed; the query stands before it."""
from contextlib import suppress


def last_query(pool, text):
    conn = pool.getconn()
    rows = conn.fetch(text)
    with suppress(OSError):
        pool.putconn(conn)
    return rows
