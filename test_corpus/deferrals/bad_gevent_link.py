"""The link is called when the greenlet is over."""
import gevent


def follow(pool, work):
    session = pool.acquire()  # step: acquired
    job = gevent.spawn(work)
    job.link(session.note)  # step: deferred
    pool.release(session)  # error: [POOL102] # step: released
