"""Who calls the constructor never gets the lease where it raises, and nobody can close it."""
# select: POOL302


class Lease:
    def __init__(self, pool, options):
        self.pool = pool
        self.conn = pool.acquire()  # error: [POOL302]  # step: acquired
        self.conn.configure(options)  # step: left

    def close(self):
        self.pool.release(self.conn)
