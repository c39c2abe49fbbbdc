"""The executor lives on, and the connection goes back while the job may not even have begun."""
from concurrent.futures import ThreadPoolExecutor


def rebuild(pool, index, names):
    conn = pool.acquire()  # step: acquired
    executor = ThreadPoolExecutor(4)
    for name in names:
        executor.submit(index, conn, name)
    try:
        executor.shutdown()
    finally:
        pool.release(conn)  # error: [POOL104] # step: released
