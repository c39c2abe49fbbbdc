"""The old connection is marked unused in its pool, and the attribute gets the new one before any use."""


class Session:
    def __init__(self, pool, conn):
        self.pool = pool
        self.conn = conn

    def reconnect(self):
        self.conn.is_used = False
        fresh = self.pool.get_connection()
        if fresh is None:
            return False
        self.conn = fresh
        self.conn.authenticate()
        return True
