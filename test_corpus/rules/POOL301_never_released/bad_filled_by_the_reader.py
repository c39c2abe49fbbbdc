"""Who fills a buffer, or sends what is in it, keeps nothing of it."""
# select: ALL


class BufferPool:
    def __init__(self, size):
        self.size = size
        self.free = []

    def get(self):
        return self.free.pop() if self.free else bytearray(self.size)

    def put(self, buf):
        self.free.append(buf)


buffer_pool = BufferPool(32 * 1024)


def copy(target, source):
    buf = buffer_pool.get()  # error: [POOL301] # step: acquired
    total = 0
    while True:
        count = source.recv_into(buf)
        if not count:
            return total  # step: left
        target.sendall(buf)
        total += count
