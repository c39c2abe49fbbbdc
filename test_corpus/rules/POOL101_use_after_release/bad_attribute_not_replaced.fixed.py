"""The worker gives its connection back and pings it on the next line, out of habit."""


class Worker:
    def __init__(self, pool):
        self.pool = pool
        self.conn = pool.acquire()

    def recycle(self):
        try:
            self.conn.ping()  # step: used
        finally:
            self.pool.release(self.conn)  # error: [POOL101] # step: released
