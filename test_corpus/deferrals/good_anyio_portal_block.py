"""The release stands behind the portal's block."""
from anyio.from_thread import start_blocking_portal


def push(pool, send):
    frame = pool.acquire()
    with start_blocking_portal() as portal:
        portal.start_task_soon(send, frame)
    pool.release(frame)
