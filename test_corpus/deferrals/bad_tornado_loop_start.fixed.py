"""The loop starts behind the release."""
from tornado.ioloop import IOLoop


def main(pool):
    session = pool.acquire()  # step: acquired
    loop = IOLoop.current()
    loop.spawn_callback(session.serve)  # step: deferred
    try:
        loop.start()
    finally:
        pool.release(session)  # error: [POOL102] # step: released
