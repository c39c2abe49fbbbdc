"""A `ThreadPool` has the methods of a process pool, and shares what it is given."""
from multiprocessing.pool import ThreadPool


def render(pool, paint, scene):
    frame = pool.acquire()  # step: acquired
    workers = ThreadPool(4)
    job = workers.apply_async(paint, (frame, scene))  # step: deferred
    try:
        return job.get()
    finally:
        pool.release(frame)  # error: [POOL104] # step: released
