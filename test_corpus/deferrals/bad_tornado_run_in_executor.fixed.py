"""The executor's job is awaited after the release."""
from tornado.ioloop import IOLoop


async def shrink(pool, resize):
    buf = pool.acquire()  # step: acquired
    small = IOLoop.current().run_in_executor(None, resize, buf)  # step: deferred
    try:
        return await small
    finally:
        pool.release(buf)  # error: [POOL104] # step: released
