"""`get` waits for the result."""
from gevent import Greenlet


def fetch(pool, load, url):
    conn = pool.getconn()
    job = Greenlet(load, conn, url)
    job.start()
    rows = job.get()
    pool.putconn(conn)
    return rows
