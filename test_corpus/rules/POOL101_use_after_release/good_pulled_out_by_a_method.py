"""The loop holds the generator until it has ended."""


class Store:
    def __init__(self, pool):
        self.pool = pool

    async def connections(self):
        conn = await self.pool.acquire()
        try:
            yield conn
        finally:
            await self.pool.release(conn)

    async def collect(self, name):
        async for conn in self.connections():
            await self.notify(name)
            await conn.execute("update states set name = $1", name)

    async def notify(self, name):
        await self.pool.notify(name)
