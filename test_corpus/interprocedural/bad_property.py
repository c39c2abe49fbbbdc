"""The property gives the connection that `close` has given back."""


class Store:
    def __init__(self, pool):
        self._pool = pool
        self._conn = pool.acquire()

    @property
    def conn(self):
        return self._conn

    def close(self):
        self._pool.release(self._conn)  # error: [POOL101] # step: released
        return self.conn.count()  # step: used
