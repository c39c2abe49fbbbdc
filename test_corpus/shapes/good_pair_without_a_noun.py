"""Elsewhere they do, and a pool that makes and stores something lends nothing."""


def run(shelf, work):
    job = shelf.obtain()
    job.run(work)
    shelf.give(job)
    return job.result()


def start(thread_pool):
    thread = thread_pool.new()
    thread_pool.store(thread)
    thread.start()
