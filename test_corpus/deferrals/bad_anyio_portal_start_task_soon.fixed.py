"""The portal has only been asked to start the task."""
from anyio.abc import BlockingPortal


def push(pool, portal: BlockingPortal, send):
    frame = pool.acquire()  # step: acquired
    job = portal.start_task_soon(send, frame)  # step: deferred
    try:
        return job.result()
    finally:
        pool.release(frame)  # error: [POOL104] # step: released
