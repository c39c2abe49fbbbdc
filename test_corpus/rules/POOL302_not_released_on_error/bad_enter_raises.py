"""`__aenter__` raises after it has stored the connection: then nobody calls `__aexit__`."""
# select: ALL


class Session:
    def __init__(self, pool):
        self.pool = pool

    async def __aenter__(self):
        self.conn = await self.pool.acquire()  # error: [POOL302] # step: acquired
        await self.conn.execute("begin")  # step: left
        return self.conn

    async def __aexit__(self, *details):
        await self.pool.release(self.conn)
