"""A process gets a copy of its arguments, never this object."""
from concurrent.futures import ProcessPoolExecutor


def start(pool, work):
    frame = pool.acquire()
    executor = ProcessPoolExecutor()
    executor.submit(work, frame)
    pool.release(frame)
