"""The worker takes another connection before it pings."""


class Worker:
    def __init__(self, pool):
        self.pool = pool
        self.conn = pool.acquire()

    def recycle(self):
        self.pool.release(self.conn)
        self.conn = self.pool.acquire()
        self.conn.ping()
