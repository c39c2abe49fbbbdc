"""`result` waits for the job."""
from concurrent.futures import ThreadPoolExecutor

WORKERS = ThreadPoolExecutor(2)


def encode(pool, codec, image):
    frame = pool.acquire()
    frame[:] = image
    job = WORKERS.submit(codec, frame)
    job.result()
    pool.release(frame)
    return job
