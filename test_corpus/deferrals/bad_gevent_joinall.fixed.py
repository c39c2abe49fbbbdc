"""Without a greenlet to wait for, `joinall` comes too late."""
import gevent


def fetch(pool, load, urls):
    conn = pool.getconn()  # step: acquired
    jobs = [gevent.spawn(load, conn, url) for url in urls]  # step: deferred
    try:
        gevent.joinall(jobs)
    finally:
        pool.putconn(conn)  # error: [POOL104] # step: released
