"""The block lasts as long as the method that it calls."""


class Store:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    async def names(self):
        async with self.pool.acquire() as self.conn:
            await self.conn.execute("set time zone 'UTC'")
            return await self.fetch_names()

    async def fetch_names(self):
        return await self.conn.fetch("select name from users")
