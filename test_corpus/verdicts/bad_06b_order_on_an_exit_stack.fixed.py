"""The connection was entered on the inner block, the report is written by the outer stack."""
from contextlib import ExitStack


def migrate(pool, steps):
    with ExitStack() as stack:
        conn = pool.acquire()  # step: acquired
        stack.callback(pool.release, conn)
        stack.callback(conn.write_report)  # step: deferred
        for step in steps:
            step(conn)
