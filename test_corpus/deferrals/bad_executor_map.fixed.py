"""`map` has submitted every job when it returns, and waited for none."""
from concurrent.futures import ThreadPoolExecutor


def index(pool, names):
    executor = ThreadPoolExecutor(4)
    conn = pool.acquire()  # step: acquired
    results = executor.map(conn.index, names)
    try:
        results.result()
    finally:
        pool.release(conn)  # error: [POOL104] # step: released
    return results
