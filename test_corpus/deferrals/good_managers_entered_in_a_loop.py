"""Managers that come out of a list share the stack with the connection; they are left before it."""
from contextlib import ExitStack


def import_all(pool, managers):
    with ExitStack() as stack:
        conn = stack.enter_context(pool.connection())
        for manager in managers:
            stack.enter_context(manager)
        conn.execute("copy")
