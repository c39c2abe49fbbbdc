"""The thread may start when the matrix is another one's."""
from concurrent.futures import ThreadPoolExecutor


def solve(pool, factorise):
    matrix = pool.acquire()  # step: acquired
    job = ThreadPoolExecutor(4).submit(factorise, matrix)  # step: deferred
    try:
        job.result()
    finally:
        pool.release(matrix)  # error: [POOL104] # step: released
    return job
