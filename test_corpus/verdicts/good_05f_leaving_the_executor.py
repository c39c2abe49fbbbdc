"""Leaving the executor's block waits for its jobs."""
from concurrent.futures import ThreadPoolExecutor


def rebuild(pool, index, names):
    conn = pool.acquire()
    with ThreadPoolExecutor(4) as executor:
        for name in names:
            executor.submit(index, conn, name)
    pool.release(conn)
