"""The session is unlinked."""
import gevent


def follow(pool, work):
    session = pool.acquire()
    job = gevent.spawn(work)
    job.link(session.note)
    gevent.sleep(1)
    job.unlink(session.note)
    pool.release(session)
