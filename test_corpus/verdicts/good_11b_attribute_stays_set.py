"""The attribute still names the released connection; nobody reads it."""


class Repo:
    def __init__(self, pool):
        self.pool = pool

    async def __aenter__(self):
        self.conn = await self.pool.acquire()
        return self

    async def __aexit__(self, *exc):
        await self.pool.release(self.conn)
