"""The greenlet has ended."""
import gevent


def fetch(pool, load, url):
    conn = pool.getconn()
    job = gevent.spawn(load, conn, url)
    job.join()
    pool.putconn(conn)
