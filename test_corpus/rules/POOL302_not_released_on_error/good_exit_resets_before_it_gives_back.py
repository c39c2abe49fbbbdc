"""The connection goes back whether or not resetting raises."""
# select: POOL302


class PooledSession:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    def __enter__(self):
        self.conn = self.pool.acquire()
        return self.conn

    def __exit__(self, exc_type, exc, traceback):
        try:
            self.conn.sync()
        finally:
            self.pool.release(self.conn)
            self.conn = None
