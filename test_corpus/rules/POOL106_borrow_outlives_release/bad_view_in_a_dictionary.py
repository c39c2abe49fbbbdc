"""The cache keeps a view of the buffer, which has gone back: the next answer is read through it."""
# select: POOL106


class Client:
    def __init__(self, transport, buffer_pool):
        self.transport = transport
        self.buffer_pool = buffer_pool
        self.cache = {}

    def fetch(self, uri):
        if uri in self.cache:
            return self.cache[uri]  # step: used
        buffer = self.buffer_pool.acquire()  # step: acquired
        self.transport.ask(uri, buffer)
        body = memoryview(buffer)  # step: borrowed
        self.buffer_pool.release(buffer)  # error: [POOL106]  # step: released
        self.cache[uri] = body  # step: used
        return body
