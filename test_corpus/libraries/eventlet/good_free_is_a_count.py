"""`free` of a green pool returns how many workers are free; it releases nothing."""
from eventlet import GreenPool

WORKERS = GreenPool(100)


def feed(jobs):
    for job in jobs:
        if WORKERS.free() == 0:
            job.wait()
        WORKERS.spawn(job)
        job.mark_started()
