"""One method releases what the attribute names and another uses it: no order of their calls is assumed."""
# runtime: entry Worker.stop, Worker.heartbeat


class Worker:
    def __init__(self, pool):
        self.pool = pool
        self.conn = pool.getconn()

    def stop(self):
        self.pool.putconn(self.conn)  # missed: [POOL101]

    def heartbeat(self):
        self.conn.ping()
