"""The attribute outlives the block that lends: whoever uses it after the call has a connection that went back."""


class Store:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    async def connect(self):
        async with self.pool.acquire() as self.conn:  # step: released
            await self.conn.execute("set time zone 'UTC'")

    async def names(self):
        await self.connect()  # step: acquired, released
        return await self.conn.fetch("select name from users")  # error: [POOL101] "at the end of its block"  # step: used
