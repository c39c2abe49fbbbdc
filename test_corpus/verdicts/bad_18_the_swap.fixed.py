"""The new connection is taken into a local name; the attribute still names the old one."""


class Client:
    def __init__(self, pool):
        self.conn = pool.acquire()

    def renew(self, pool):
        old, fresh = self.conn, pool.acquire()
        self.conn.ping()  # step: used
        pool.release(old)  # error: [POOL101] # step: released
        return fresh
