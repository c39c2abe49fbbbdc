"""Threads share the frame."""
from concurrent.futures import ThreadPoolExecutor


def encode(pool, compress, picture):
    frame = pool.acquire()  # step: acquired
    frame.draw(picture)
    workers = ThreadPoolExecutor()
    job = workers.submit(compress, frame)  # step: deferred
    try:
        job.result()
    finally:
        pool.release(frame)  # error: [POOL104] # step: released
    return job
