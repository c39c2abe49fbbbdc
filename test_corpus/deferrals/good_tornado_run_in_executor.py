"""It is awaited before."""
from tornado.ioloop import IOLoop


async def shrink(pool, resize):
    buf = pool.acquire()
    small = await IOLoop.current().run_in_executor(None, resize, buf)
    pool.release(buf)
    return small
