"""A deque of worker threads, made and emptied in one function: called a pool, lends nothing."""
import collections
import threading


def run_all(jobs, limit, results):
    pool = collections.deque()
    for job in jobs:
        if len(pool) >= limit:
            pool.popleft().join()
        thread = threading.Thread(target=job)
        thread.start()
        results.put(thread)
        pool.append(thread)
    while pool:
        thread = pool.popleft()
        thread.join()
