"""A job that is not due goes back on the queue it came from; that lends and returns nothing."""


def run_due(queue, now, log):
    job = queue.get()
    if job.due > now:
        queue.put(job)
        log.info("not due yet: %s", job.name)
        return job.due - now
    job.run()
    return 0
