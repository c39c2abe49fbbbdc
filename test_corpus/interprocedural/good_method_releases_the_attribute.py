"""The ping is sent before `_give_back`."""


class Session:
    def __init__(self, pool):
        self.pool = pool
        self.conn = pool.acquire()

    def _give_back(self):
        self.pool.release(self.conn)

    def close(self):
        self.conn.ping()
        self._give_back()
