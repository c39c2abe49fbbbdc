"""The arguments of a process pool are pickled."""
from multiprocessing import Pool


def render(pool, paint, scene):
    frame = pool.acquire()
    workers = Pool(4)
    job = workers.apply_async(paint, (frame, scene))
    pool.release(frame)
    return job.get()
