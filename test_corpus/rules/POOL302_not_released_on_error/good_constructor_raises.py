"""The constructor gives back what it has taken before it raises."""
# select: POOL302


class Lease:
    def __init__(self, pool, options):
        self.pool = pool
        self.conn = pool.acquire()
        try:
            self.conn.configure(options)
        except BaseException:
            pool.release(self.conn)
            raise

    def close(self):
        self.pool.release(self.conn)
