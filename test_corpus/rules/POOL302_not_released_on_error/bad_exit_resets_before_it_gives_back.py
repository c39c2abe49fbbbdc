"""Where resetting raises, the `__exit__` never comes to the release."""
# select: POOL302


class PooledSession:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    def __enter__(self):
        self.conn = self.pool.acquire()  # error: [POOL302]  # step: acquired
        return self.conn

    def __exit__(self, exc_type, exc, traceback):
        self.conn.sync()  # step: left
        self.pool.release(self.conn)  # step: released
        self.conn = None
