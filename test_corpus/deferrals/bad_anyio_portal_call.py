"""`start_task_soon` does not wait."""
from anyio.abc import BlockingPortal


def push(pool, portal: BlockingPortal, send):
    frame = pool.acquire()  # step: acquired
    portal.start_task_soon(send, frame)  # step: deferred
    pool.release(frame)  # error: [POOL104] # step: released
