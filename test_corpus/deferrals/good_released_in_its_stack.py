"""The connection was not entered: the explicit release is the only one."""
from contextlib import ExitStack


def count(pool, limit):
    with ExitStack() as stack:
        stack.enter_context(pool.statistics())
        conn = pool.getconn()
        total = conn.count()
        if total > limit:
            total = limit
        pool.putconn(conn)
    return total
