"""The result is there before the release."""
from anyio.abc import BlockingPortal


def push(pool, portal: BlockingPortal, send):
    frame = pool.acquire()
    job = portal.start_task_soon(send, frame)
    sent = job.result()
    pool.release(frame)
    return sent
