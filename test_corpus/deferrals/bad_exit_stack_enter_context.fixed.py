"""The stack has given the connection back when its block ended."""
from contextlib import ExitStack


def copy(pool, table):
    with ExitStack() as stack:
        source = stack.enter_context(pool.connection())  # step: acquired, released
        rows = source.fetch(table)
        source.mark_copied(table)  # error: [POOL101] # step: used
    return rows
