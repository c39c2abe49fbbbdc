"""The asynchronous generator is a temporary, and closed by the loop as soon as it is collected."""


class Store:
    def __init__(self, pool):
        self.pool = pool

    async def connections(self):
        conn = await self.pool.acquire()
        try:
            yield conn
        finally:
            await self.pool.release(conn)  # step: released

    async def collect(self, name):
        conn = await self.connections().__anext__()  # step: acquired, released
        await self.notify(name)
        await conn.execute("update states set name = $1", name)  # error: [POOL101]  # step: used

    async def notify(self, name):
        await self.pool.notify(name)
