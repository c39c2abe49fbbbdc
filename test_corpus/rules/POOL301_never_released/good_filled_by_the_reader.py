"""A buffer that grows by `+=` is still the same; an unknown function may keep it."""
# select: ALL


class Writer:
    def __init__(self, buffer_pool, queue):
        self.buffer_pool = buffer_pool
        self.queue = queue

    def key(self, table, row, write):
        buf = self.buffer_pool.get()
        try:
            buf += table.prefix
            buf += row
            write(bytes(buf))
        finally:
            buf.clear()
            self.buffer_pool.put(buf)

    def enqueue(self, source):
        buf = self.buffer_pool.get()
        source.recv_into(buf)
        self.queue.offer(buf)
