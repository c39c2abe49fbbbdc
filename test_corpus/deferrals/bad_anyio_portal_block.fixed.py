"""The portal waits for its tasks at the end of its block, and the release stands inside."""
from anyio.from_thread import start_blocking_portal


def push(pool, send):
    frame = pool.acquire()  # step: acquired
    try:
        with start_blocking_portal() as portal:
            portal.start_task_soon(send, frame)  # step: deferred
    finally:
        pool.release(frame)  # error: [POOL104] # step: released
