"""A stale connection is replaced; where no new one can be made, its place in the queue is lost."""
# select: ALL


class Connections:
    def __init__(self, pool, connect):
        self.pool = pool
        self.connect = connect

    def take(self):
        conn = self.pool.get(block=True)  # error: [POOL302] # step: acquired
        if conn is not None and conn.is_fresh:
            return conn
        if self.connect.is_closed:
            raise ConnectionError
        return self.connect()
