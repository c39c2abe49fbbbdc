"""The connection that came from the stack is used after the stack has been left."""
from contextlib import ExitStack


def import_all(pool, managers):
    with ExitStack() as stack:
        conn = stack.enter_context(pool.connection())  # step: acquired, released
        for manager in managers:
            stack.enter_context(manager)
        conn.execute("copy")  # error: [POOL101] # step: used
