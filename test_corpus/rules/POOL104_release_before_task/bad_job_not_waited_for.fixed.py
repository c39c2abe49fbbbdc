"""The job sits in the executor's queue while the connection goes back to the pool."""
from concurrent.futures import ThreadPoolExecutor


def rebuild(pool, work, executor: ThreadPoolExecutor):
    conn = pool.acquire()  # step: acquired
    job = executor.submit(work, conn)
    try:
        return job.result()
    finally:
        pool.release(conn)  # error: [POOL104] # step: released
