"""The old connection is swapped out and released, and the attribute names the new one."""


class Client:
    def __init__(self, pool):
        self.conn = pool.acquire()

    def renew(self, pool):
        old, self.conn = self.conn, pool.acquire()
        pool.release(old)
        self.conn.ping()
