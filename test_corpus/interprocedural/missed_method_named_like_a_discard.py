"""`drop` is a method of this class and releases its argument; its name is taken for a pool's own verb."""


class Store:
    def __init__(self, pool):
        self.pool = pool

    def drop(self, conn):
        self.pool.release(conn)

    def touch(self):
        conn = self.pool.acquire()
        self.drop(conn)  # missed: [POOL101]
        conn.ping()
