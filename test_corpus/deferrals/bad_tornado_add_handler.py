"""The handler reads into a buffer that has been given back."""
from tornado.ioloop import IOLoop


def listen(pool, sock):
    buf = pool.acquire()  # step: acquired
    loop = IOLoop.current()
    loop.add_handler(sock, lambda fd, events: buf.fill_from(fd), IOLoop.READ)  # step: deferred, used
    pool.release(buf)  # error: [POOL102] # step: released
