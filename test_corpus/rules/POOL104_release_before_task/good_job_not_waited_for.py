"""The result of the job is waited for before the release."""
from concurrent.futures import ThreadPoolExecutor


def rebuild(pool, work, executor: ThreadPoolExecutor):
    conn = pool.acquire()
    job = executor.submit(work, conn)
    result = job.result()
    pool.release(conn)
    return result
