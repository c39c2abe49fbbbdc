"""`free` of a worker pool tells how many are free; what is passed to `spawn` stays ours."""


def start(workers, jobs):
    for job in jobs:
        while workers.free() == 0:
            workers.wait()
        workers.spawn(job.run)
        job.started = True
