"""The entry of the exit stack works on the connection when the stack is left, and may fail there."""
# select: ALL
from contextlib import ExitStack


def store(pool, row):
    conn = pool.getconn()  # error: [POOL302] # step: acquired
    with ExitStack() as stack:  # step: left
        stack.callback(lambda: conn.unlock())
        row.sealed = True
    pool.putconn(conn)  # step: released
