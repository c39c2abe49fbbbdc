"""A job in the queue holds a pickled report."""
from rq import Queue


def publish(pool, jobs: Queue, mail, numbers):
    report = pool.acquire()
    report.fill(numbers)
    jobs.enqueue(mail, report)
    pool.release(report)
