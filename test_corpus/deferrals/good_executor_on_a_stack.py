"""The executor was entered last, so it is waited for first."""
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack


def copy(pool, rows):
    with ExitStack() as stack:
        conn = stack.enter_context(pool.connection())
        workers = stack.enter_context(ThreadPoolExecutor())
        workers.submit(conn.copy, rows)
