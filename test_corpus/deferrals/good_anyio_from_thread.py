"""The worker thread waits until the loop has sent the frame."""
from anyio import from_thread


def encode(pool, send, picture):
    frame = pool.acquire()
    frame.draw(picture)
    from_thread.run(send, frame)
    pool.release(frame)
