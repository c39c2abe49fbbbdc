"""On what is called a pool, `obtain` and `recycle` need no noun."""


def run(job_pool, work):
    job = job_pool.obtain()  # step: acquired
    job.run(work)
    job_pool.recycle(job)  # error: [POOL101]  # step: released
    return job.result()  # step: used
