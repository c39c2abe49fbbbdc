"""The wait for the result has no limit: the job is over when the buffer goes back."""
from concurrent.futures import ThreadPoolExecutor, TimeoutError


def hash_buffer(pool, work, executor: ThreadPoolExecutor):
    buf = pool.acquire()
    job = executor.submit(work, buf)
    try:
        job.result()
    except TimeoutError:
        print("hashing is slow")
    pool.release(buf)
