"""The retry helper calls its lambdas before it returns, while the connection is held."""


class Client:
    def __init__(self, pool, retry):
        self.pool = pool
        self.retry = retry

    def execute(self, command):
        conn = self.pool.get_connection()
        try:
            return self.retry.call_with_retry(
                lambda: conn.send(command),
                lambda error: conn.disconnect(error),
            )
        finally:
            self.pool.release(conn)
