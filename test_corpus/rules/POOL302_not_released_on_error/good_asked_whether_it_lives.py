"""What says no where its question fails has named what may go wrong."""
# select: ALL


class Service:
    def __init__(self, pool):
        self.pool = pool

    def checkout(self):
        conn = self.pool.acquire()
        if not self.is_alive(conn):
            self.pool.drop(conn)
            return None
        return conn

    def is_alive(self, conn):
        try:
            conn.ping()
        except OSError:
            return False
        return True

    def checkin(self, conn):
        self.pool.release(conn)
