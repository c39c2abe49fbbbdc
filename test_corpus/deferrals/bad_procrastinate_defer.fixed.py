"""An executor's job shares the record."""
from concurrent.futures import ThreadPoolExecutor

import procrastinate

app = procrastinate.App()


@app.task
def archive(record):
    record.archive()


def close(pool, executor: ThreadPoolExecutor, order):
    record = pool.acquire()  # step: acquired
    record.fill(order)
    job = executor.submit(archive.func, record)  # step: deferred
    try:
        job.result()
    finally:
        pool.release(record)  # error: [POOL104] # step: released
