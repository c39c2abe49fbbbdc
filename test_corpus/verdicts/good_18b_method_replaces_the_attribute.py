"""A method of the object writes the attribute anew, so what it names afterwards is another connection."""


class Client:
    def __init__(self, pool):
        self.pool = pool
        self.conn = pool.acquire()

    def reconnect(self):
        self.conn = self.pool.acquire()

    def renew(self):
        self.pool.release(self.conn)
        self.reconnect()
        self.conn.ping()
