"""A job in a thread shares the report."""
from concurrent.futures import ThreadPoolExecutor


def publish(pool, jobs: ThreadPoolExecutor, mail, numbers):
    report = pool.acquire()  # step: acquired
    report.fill(numbers)
    job = jobs.submit(mail, report)  # step: deferred
    try:
        job.result()
    finally:
        pool.release(report)  # error: [POOL104] # step: released
