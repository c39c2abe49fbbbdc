"""`start` returns when the loop has been stopped."""
from tornado.ioloop import IOLoop


def main(pool):
    session = pool.acquire()
    loop = IOLoop.current()
    loop.spawn_callback(session.serve)
    loop.start()
    pool.release(session)
