"""The job may not have begun when its frame is given back."""
from concurrent.futures import ThreadPoolExecutor

WORKERS = ThreadPoolExecutor(2)


def encode(pool, codec, image):
    frame = pool.acquire()  # step: acquired
    frame[:] = image
    job = WORKERS.submit(codec, frame)
    try:
        job.result()
    finally:
        pool.release(frame)  # error: [POOL104] # step: released
    return job
