"""`_give_back` releases what the attribute names, and the ping after it is sent on that."""


class Session:
    def __init__(self, pool):
        self.pool = pool
        self.conn = pool.acquire()

    def _give_back(self):
        self.pool.release(self.conn)

    def close(self):
        try:
            self.conn.ping()  # step: used
        finally:
            self._give_back()  # error: [POOL101] # step: released
