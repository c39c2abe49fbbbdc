"""A pool of processes lends nothing: closed and joined is the right order."""
from billiard.pool import Pool


def crunch(parts, work):
    pool = Pool(4)
    results = pool.map(work, parts)
    pool.close()
    pool.join()
    return results
