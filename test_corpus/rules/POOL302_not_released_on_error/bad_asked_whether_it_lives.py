"""The helper does more than ask, and what it doesn't catch leaves with the connection."""
# select: ALL


class Service:
    def __init__(self, pool):
        self.pool = pool

    def checkout(self):
        conn = self.pool.acquire()  # error: [POOL302]  # step: acquired
        if not self.prepare(conn):  # step: left
            self.pool.drop(conn)
            return None
        return conn

    def prepare(self, conn):
        try:
            conn.ping()
        except OSError:
            return False
        return conn.begin_request()

    def checkin(self, conn):
        self.pool.release(conn)
