"""Only the connection that was acquired here is released here."""


class MaybeAcquire:
    def __init__(self, conn, pool):
        self.conn = conn
        self.pool = pool
        self.cleanup = False

    async def __aenter__(self):
        if self.conn is None:
            self.cleanup = True
            self.conn = await self.pool.acquire()
        return self.conn

    async def __aexit__(self, *exc):
        if self.cleanup:
            await self.pool.release(self.conn)
