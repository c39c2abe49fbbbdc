"""The greenlet of the pool has not run yet."""
from gevent.pool import Group


def fetch(pool, load, url):
    conn = pool.getconn()  # step: acquired
    job = Group().apply_async(load, (conn, url))  # step: deferred
    try:
        return job.get()
    finally:
        pool.putconn(conn)  # error: [POOL104] # step: released
