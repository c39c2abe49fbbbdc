"""The method that is called inside the transaction sends its statement to the pool."""
# select: ALL


class Store:
    def __init__(self, pool):
        self.pool = pool

    async def note(self, text):
        await self.pool.execute("insert into notes values ($1)", text)  # step: used

    async def rename(self, old, new):
        async with self.pool.acquire() as conn, conn.transaction():  # step: acquired, borrowed
            await conn.execute("update names set name = $2 where name = $1", old, new)
            await self.note(new)  # error: [POOL401]  # step: used
