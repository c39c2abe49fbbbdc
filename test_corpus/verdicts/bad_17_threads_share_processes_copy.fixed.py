"""A thread works on the very connection that goes back to the pool."""
from concurrent.futures import ThreadPoolExecutor


def start(pool, work):
    frame = pool.acquire()  # step: acquired
    executor = ThreadPoolExecutor()
    job = executor.submit(work, frame)
    try:
        job.result()
    finally:
        pool.release(frame)  # error: [POOL104] # step: released
