"""A job in a thread shares the report."""
from concurrent.futures import ThreadPoolExecutor


def publish(pool, jobs: ThreadPoolExecutor, mail, numbers):
    report = pool.acquire()  # step: acquired
    report.fill(numbers)
    jobs.submit(mail, report)  # step: deferred
    pool.release(report)  # error: [POOL104] # step: released
