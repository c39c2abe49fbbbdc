"""The workers are joined first."""
from gevent.pool import Pool


def fetch(pool, load, urls):
    conn = pool.getconn()
    workers = Pool(4)
    for url in urls:
        workers.spawn(load, conn, url)
    workers.join()
    pool.putconn(conn)
