"""Each chunk on the list is a view of a buffer that has gone back."""
# select: POOL106
# runtime: entry Body.feed, Body.write


class Body:
    def __init__(self, buffer_pool):
        self.buffer_pool = buffer_pool
        self.chunks = []

    def feed(self, sock):
        buf = self.buffer_pool.acquire()  # step: acquired
        size = sock.recv_into(buf)
        view = memoryview(buf)  # step: borrowed
        self.chunks.append(view[:size])  # step: escaped
        self.buffer_pool.release(buf)  # error: [POOL106]  # step: released

    def write(self, sock):
        for chunk in self.chunks:  # step: used
            sock.sendall(chunk)
