"""The `finally` says that the buffer is to go back; reading into it may fail before."""
# select: POOL302


class Blocks:
    def __init__(self, buffer_pool, store, local):
        self.buffer_pool = buffer_pool
        self.store = store
        self.local = local

    def load(self, block):
        buf = self.buffer_pool.acquire(block.length)  # error: [POOL302]  # step: acquired
        self.store.read_into(buf, block.offset)  # step: left
        try:
            self.local.write(buf)
        finally:
            self.buffer_pool.release(buf)  # step: released
