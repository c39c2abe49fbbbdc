"""The rows are there."""
from multiprocessing.pool import ThreadPool


def index(pool, names):
    conn = pool.acquire()
    workers = ThreadPool(4)
    rows = workers.map_async(conn.index, names).get()
    pool.release(conn)
    return rows
