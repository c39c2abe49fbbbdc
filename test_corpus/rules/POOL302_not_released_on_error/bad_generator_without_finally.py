"""What the block raises is thrown in at the `yield`: the line behind it doesn't run."""
# select: ALL
from contextlib import contextmanager


@contextmanager
def connection(pool):
    conn = pool.acquire()  # error: [POOL302] # step: acquired
    yield conn  # step: left
    pool.release(conn)  # step: released
