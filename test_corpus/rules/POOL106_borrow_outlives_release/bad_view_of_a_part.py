"""A view of what the object holds lives off the object."""
# runtime: skip what a view shares with its object is not recorded
# select: POOL106


class Client:
    def __init__(self, response_pool, transport):
        self.response_pool = response_pool
        self.transport = transport

    def fetch(self, uri):
        response = self.response_pool.acquire()  # step: acquired
        self.transport.do(uri, response)
        body = memoryview(response.body)  # step: borrowed
        self.response_pool.release(response)  # error: [POOL106] # step: released
        return body  # step: escaped
