"""A pool of greenlets lends nothing; `free_count` counts."""
from gevent.pool import Pool


def fetch(load, urls):
    pool = Pool(10)
    for url in urls:
        pool.spawn(load, url)
    pool.join()
    return pool.free_count()
