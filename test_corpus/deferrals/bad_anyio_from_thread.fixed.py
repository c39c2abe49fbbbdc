"""The loop is asked to send a frame that has gone back."""
from anyio import from_thread


def encode(pool, send, picture):
    frame = pool.acquire()  # step: acquired
    frame.draw(picture)
    from_thread.run(send, frame)  # step: used
    pool.release(frame)  # error: [POOL101] # step: released
