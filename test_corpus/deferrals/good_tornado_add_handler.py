"""The handler is removed first."""
from tornado.ioloop import IOLoop


async def listen(pool, sock, finished):
    buf = pool.acquire()
    loop = IOLoop.current()
    loop.add_handler(sock, lambda fd, events: buf.fill_from(fd), IOLoop.READ)
    await finished.wait()
    loop.remove_handler(sock)
    pool.release(buf)
