"""The greenlet is started, and not joined."""
from gevent import Greenlet


def fetch(pool, load, url):
    conn = pool.getconn()  # step: acquired
    job = Greenlet(load, conn, url)
    job.start()  # step: deferred
    pool.putconn(conn)  # error: [POOL104] # step: released
