"""The workers share a connection that goes back before they are joined."""
from gevent.pool import Pool


def fetch(pool, load, urls):
    conn = pool.getconn()  # step: acquired
    workers = Pool(4)
    for url in urls:
        workers.spawn(load, conn, url)  # step: deferred
    workers.join()
    pool.putconn(conn)  # error: [POOL104] # step: released
