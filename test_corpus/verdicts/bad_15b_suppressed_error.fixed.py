"""The suppressed error leaves the block after the release, and the second half uses and releases again."""
from contextlib import suppress


def quick(pool, query, notify):
    conn = pool.getconn()  # step: acquired
    try:
        with suppress(TimeoutError):
            conn.execute(query)
            notify(query)
            return
        conn.rollback()  # step: used
    finally:
        pool.putconn(conn)  # error: [POOL101] # step: released
