"""The return follows the release at once; after a suppressed error the connection is still held."""
from contextlib import suppress


def quick(pool, query, notify):
    conn = pool.getconn()
    with suppress(TimeoutError):
        conn.execute(query)
        pool.putconn(conn)
        return
    conn.rollback()
    pool.putconn(conn)
