"""A process gets a copy of the frame."""
from concurrent.futures import ProcessPoolExecutor


def encode(pool, compress, picture):
    frame = pool.acquire()
    frame.draw(picture)
    workers = ProcessPoolExecutor()
    job = workers.submit(compress, frame)
    pool.release(frame)
    return job
