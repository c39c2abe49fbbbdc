"""All greenlets have ended."""
import gevent


def fetch(pool, load, urls):
    conn = pool.getconn()
    jobs = [gevent.spawn(load, conn, url) for url in urls]
    gevent.joinall(jobs)
    pool.putconn(conn)
