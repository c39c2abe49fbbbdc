"""The request keeps a copy; a view that is sent by a method that `build` calls has done its work before."""
# select: POOL106


class Request:
    def __init__(self, buffer_pool):
        self.buffer_pool = buffer_pool
        self.raw = None

    def build(self, data):
        buf = self.buffer_pool.acquire()
        buf.extend(data)
        self.raw = bytes(buf)
        self.buffer_pool.release(buf)

    def send(self, sock):
        sock.sendall(self.raw)


class Message:
    def __init__(self, buffer_pool):
        self.buffer_pool = buffer_pool
        self.view = None

    def build(self, data, sock):
        buf = self.buffer_pool.acquire()
        buf.extend(data)
        self.view = memoryview(buf)
        self.send(sock)
        self.buffer_pool.release(buf)

    def send(self, sock):
        sock.sendall(self.view)
