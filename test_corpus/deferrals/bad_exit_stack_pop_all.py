"""The stack closes with the block, and the caller gets a connection that went back."""
from contextlib import ExitStack


def login(pool, user):
    with ExitStack() as stack:
        conn = stack.enter_context(pool.connection())  # step: acquired, released
        conn.login(user)
        return conn  # error: [POOL105] # step: escaped
