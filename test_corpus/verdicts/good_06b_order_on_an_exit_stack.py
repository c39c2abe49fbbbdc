"""The stack runs its entries in reverse: the report is written while the connection is held."""
from contextlib import ExitStack


def migrate(pool, steps):
    with ExitStack() as stack:
        conn = stack.enter_context(pool.acquire())
        stack.callback(conn.write_report)
        for step in steps:
            step(conn)
