"""The greenlet begins when this function blocks, that is in `join`."""
import gevent


def fetch(pool, load, url):
    conn = pool.getconn()  # step: acquired
    job = gevent.spawn(load, conn, url)  # step: deferred
    job.join()
    pool.putconn(conn)  # error: [POOL104] # step: released
