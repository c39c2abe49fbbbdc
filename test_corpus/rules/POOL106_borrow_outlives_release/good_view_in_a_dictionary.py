"""The cache keeps a copy."""
# select: POOL106


class Client:
    def __init__(self, transport, buffer_pool):
        self.transport = transport
        self.buffer_pool = buffer_pool
        self.cache = {}

    def fetch(self, uri):
        if uri in self.cache:
            return self.cache[uri]
        buffer = self.buffer_pool.acquire()
        self.transport.ask(uri, buffer)
        body = bytes(buffer)
        self.buffer_pool.release(buffer)
        self.cache[uri] = body
        return body
