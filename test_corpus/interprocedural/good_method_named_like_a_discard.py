"""`drop` gives the object back after its last use."""


class Store:
    def __init__(self, pool):
        self.pool = pool

    def drop(self, conn):
        self.pool.release(conn)

    def touch(self):
        conn = self.pool.acquire()
        conn.ping()
        self.drop(conn)
