"""The stack gives the connection back first and waits for the executor then."""
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack


def copy(pool, rows):
    with ExitStack() as stack:
        workers = stack.enter_context(ThreadPoolExecutor())
        conn = stack.enter_context(pool.connection())  # step: acquired, released
        job = workers.submit(conn.copy, rows)  # error: [POOL104] # step: deferred
        job.result()
