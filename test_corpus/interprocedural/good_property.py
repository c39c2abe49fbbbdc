"""The property is asked before the release; afterwards it gives another connection."""


class Store:
    def __init__(self, pool):
        self._pool = pool
        self._conn = pool.acquire()

    @property
    def conn(self):
        return self._conn

    def renew(self):
        total = self.conn.count()
        self._pool.release(self._conn)
        self._conn = self._pool.acquire()
        return total + self.conn.count()
