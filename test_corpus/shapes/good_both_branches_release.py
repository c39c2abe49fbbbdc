"""The worker rests before either branch gives it back."""


def dismiss(pool, job):
    worker = pool.acquire()
    worker.run(job)
    worker.rest()
    if job.failed:
        pool.release(worker, broken=True)
    else:
        pool.release(worker)
