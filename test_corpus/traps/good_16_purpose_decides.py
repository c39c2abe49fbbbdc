"""A connection for listening is made anew and never pooled: `close` ends it, and nothing is released."""


class Driver:
    def __init__(self, pool, connect):
        self.pool = pool
        self.connect = connect

    def _get_connection(self, purpose):
        if purpose == "listen":
            return self.connect()
        return self.pool.get()

    def listen(self, topic):
        conn = self._get_connection("listen")
        conn.declare(topic)
        return conn
