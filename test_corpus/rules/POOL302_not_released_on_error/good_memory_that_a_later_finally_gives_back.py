"""A buffer that an error drops is collected, and missed by nobody who says nothing of errors."""
# select: POOL302


class Blocks:
    def __init__(self, buffer_pool, store, local):
        self.buffer_pool = buffer_pool
        self.store = store
        self.local = local

    def load(self, block):
        buf = self.buffer_pool.acquire(block.length)
        try:
            self.store.read_into(buf, block.offset)
            self.local.write(buf)
        finally:
            self.buffer_pool.release(buf)

    def copy(self, block):
        buf = self.buffer_pool.acquire(block.length)
        self.store.read_into(buf, block.offset)
        self.local.write(buf)
        self.buffer_pool.release(buf)
