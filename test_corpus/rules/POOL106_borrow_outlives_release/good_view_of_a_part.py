"""A copy of what the object holds is plain data."""
# select: POOL106


class Client:
    def __init__(self, response_pool, transport):
        self.response_pool = response_pool
        self.transport = transport

    def fetch(self, uri):
        response = self.response_pool.acquire()
        self.transport.do(uri, response)
        body = bytes(response.body)
        self.response_pool.release(response)
        return body
