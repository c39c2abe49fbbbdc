"""The place of a stale connection goes with the new one, or is put back empty."""
# select: ALL


class Connections:
    def __init__(self, pool, connect):
        self.pool = pool
        self.connect = connect

    def take(self):
        conn = self.pool.get(block=True)
        if conn is not None and conn.is_fresh:
            return conn
        if self.connect.is_closed:
            self.pool.put(None)
            raise ConnectionError
        try:
            return self.connect()
        except BaseException:
            self.pool.put(None)
            raise
