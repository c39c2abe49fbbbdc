"""The loop calls the session in its next turn."""
from tornado.ioloop import IOLoop


def note(pool, text):
    session = pool.acquire()  # step: acquired
    IOLoop.current().add_callback(session.store, text)  # step: deferred
    pool.release(session)  # error: [POOL102] # step: released
