"""Whichever branch is taken, the worker is back in the pool before it is asked to rest."""


def dismiss(pool, job):
    worker = pool.acquire()  # step: acquired
    worker.run(job)
    if job.failed:
        pool.release(worker, broken=True)  # error: [POOL101] # step: released
    else:
        pool.release(worker)  # error: [POOL101] # step: released
    worker.rest()  # step: used
