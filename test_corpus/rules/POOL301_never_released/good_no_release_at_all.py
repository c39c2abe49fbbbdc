"""The connection is handed to the one who asked for it, who gives it back."""
# select: ALL


class Door:
    def __init__(self, conn_pool):
        self.conn_pool = conn_pool

    def open(self):
        conn = self.conn_pool.acquire()
        return conn

    def lease(self):
        conn = self.conn_pool.acquire()
        return Lease(conn, self.conn_pool)

    def enter(self):
        conn = self.conn_pool.acquire()
        self.conn = conn

    def schedule(self, loop):
        conn = self.conn_pool.acquire()
        loop.call_later(5, self.conn_pool.release, conn)

    def send(self, queue):
        conn = self.conn_pool.acquire()
        queue.put(conn)


class Lease:
    def __init__(self, conn, pool):
        self.conn, self.pool = conn, pool
