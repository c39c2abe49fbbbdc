"""The callback takes a session itself."""
from tornado.ioloop import IOLoop


def note(pool, text):
    def store():
        session = pool.acquire()
        session.store(text)
        pool.release(session)

    IOLoop.current().add_callback(store)
