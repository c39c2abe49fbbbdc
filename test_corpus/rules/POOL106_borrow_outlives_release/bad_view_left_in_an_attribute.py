"""The request keeps a view of the buffer that the next request is going to fill."""
# select: POOL106
# runtime: entry Request.build, Request.send


class Request:
    def __init__(self, buffer_pool):
        self.buffer_pool = buffer_pool
        self.raw = None

    def build(self, data):
        buf = self.buffer_pool.acquire()  # step: acquired
        buf.extend(data)
        self.raw = memoryview(buf)  # step: borrowed, escaped
        self.buffer_pool.release(buf)  # error: [POOL106] "lives off it"  # step: released

    def send(self, sock):
        sock.sendall(self.raw)  # step: used
