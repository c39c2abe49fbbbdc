"""A worker puts its job back on the queue it came from, and logs it: no pool at all."""
import logging

log = logging.getLogger(__name__)


def worker(queue):
    job = queue.get()
    if not job.ready():
        queue.put(job)
        log.info("requeued %s", job.id)
        return job.attempts
    return job.run()
