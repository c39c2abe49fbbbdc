"""`call` waits."""
from anyio.abc import BlockingPortal


def push(pool, portal: BlockingPortal, send):
    frame = pool.acquire()
    portal.call(send, frame)
    pool.release(frame)
