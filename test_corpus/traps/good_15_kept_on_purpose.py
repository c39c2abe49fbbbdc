"""A listener keeps its connection for life; the two ways to acquire it are one acquisition."""
# runtime: entry Listener.start, Listener.next


class Listener:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    def start(self, channel):
        try:
            self.conn = self.pool.get_connection("listen", shard=channel)
        except TypeError:
            self.conn = self.pool.get_connection("listen")
        self.conn.subscribe(channel)

    def next(self):
        return self.conn.read()
