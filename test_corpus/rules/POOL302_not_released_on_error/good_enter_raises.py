"""`__aenter__` gives back what it has stored when it fails."""
# select: ALL


class Session:
    def __init__(self, pool):
        self.pool = pool

    async def __aenter__(self):
        self.conn = await self.pool.acquire()
        try:
            await self.conn.execute("begin")
        except BaseException:
            await self.pool.release(self.conn)
            raise
        return self.conn

    async def __aexit__(self, *details):
        await self.pool.release(self.conn)
