"""The wait for the result gives up after a second, and the job goes on with a buffer that is released."""
from concurrent.futures import ThreadPoolExecutor, TimeoutError


def hash_buffer(pool, work, executor: ThreadPoolExecutor):
    buf = pool.acquire()  # step: acquired
    job = executor.submit(work, buf)  # step: deferred
    try:
        job.result(timeout=1)
    except TimeoutError:
        print("hashing is slow")
    try:
        job.result()
    finally:
        pool.release(buf)  # error: [POOL104] # step: released
