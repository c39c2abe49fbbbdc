"""The error path gives the connection back and raises; on success the object keeps it."""


class Transaction:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    def begin(self):
        conn = self.pool.checkout()
        try:
            conn.execute("begin")
        except BaseException:
            self.pool.checkin(conn)
            raise
        self.conn = conn
        return self
