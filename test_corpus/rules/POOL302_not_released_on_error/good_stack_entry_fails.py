"""When one entry fails, the stack runs the others: the connection goes back."""
# select: ALL
from contextlib import ExitStack


def store(pool, row):
    conn = pool.getconn()
    with ExitStack() as stack:
        stack.callback(pool.putconn, conn)
        stack.callback(lambda: conn.unlock())
        row.sealed = True
