"""The stack gives the connection back a second time when it is left."""
from contextlib import ExitStack


def count(pool, limit):
    with ExitStack() as stack:
        conn = stack.enter_context(pool.connection())  # step: acquired
        total = conn.count()
        if total > limit:
            pool.putconn(conn)  # error: [POOL201] # step: released
    return total
