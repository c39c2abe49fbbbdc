"""The method gets the connection of the transaction."""
# select: ALL


class Store:
    def __init__(self, pool):
        self.pool = pool

    async def note(self, conn, text):
        await conn.execute("insert into notes values ($1)", text)

    async def rename(self, old, new):
        async with self.pool.acquire() as conn, conn.transaction():
            await conn.execute("update names set name = $2 where name = $1", old, new)
            await self.note(conn, new)
