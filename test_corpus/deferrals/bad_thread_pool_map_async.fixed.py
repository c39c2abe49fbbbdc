"""`map_async` returns at once."""
from multiprocessing.pool import ThreadPool


def index(pool, names):
    conn = pool.acquire()  # step: acquired
    workers = ThreadPool(4)
    rows = workers.map_async(conn.index, names)  # step: deferred
    try:
        return rows.get()
    finally:
        pool.release(conn)  # error: [POOL104] # step: released
