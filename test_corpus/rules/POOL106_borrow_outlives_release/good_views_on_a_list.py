"""The chunks on the list are copies."""
# select: POOL106


class Body:
    def __init__(self, buffer_pool):
        self.buffer_pool = buffer_pool
        self.chunks = []

    def feed(self, sock):
        buf = self.buffer_pool.acquire()
        size = sock.recv_into(buf)
        view = memoryview(buf)
        self.chunks.append(bytes(view[:size]))
        self.buffer_pool.release(buf)

    def write(self, sock):
        for chunk in self.chunks:
            sock.sendall(chunk)
