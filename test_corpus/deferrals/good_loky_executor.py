"""Workers of loky are processes."""
from joblib.externals.loky import get_reusable_executor


def solve(pool, factorise):
    matrix = pool.acquire()
    job = get_reusable_executor(4).submit(factorise, matrix)
    pool.release(matrix)
    return job
