"""`pop_all` moves the connection to a stack that the caller closes."""
from contextlib import ExitStack


def login(pool, user):
    with ExitStack() as stack:
        conn = stack.enter_context(pool.connection())
        conn.login(user)
        return conn, stack.pop_all()
