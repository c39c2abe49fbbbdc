"""The list waits for every job."""
from concurrent.futures import ThreadPoolExecutor


def index(pool, names):
    executor = ThreadPoolExecutor(4)
    conn = pool.acquire()
    results = list(executor.map(conn.index, names))
    pool.release(conn)
    return results
