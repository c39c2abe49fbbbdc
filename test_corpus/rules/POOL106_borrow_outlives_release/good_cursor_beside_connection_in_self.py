"""The cursor is read to its end first; a new one comes with a new connection."""
# select: POOL106


class Database:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None
        self.cursor = None

    async def connect(self):
        self.conn = await self.pool.acquire()
        self.cursor = await self.conn.cursor()

    async def close(self):
        await self.pool.release(self.conn)

    async def rows(self, query):
        await self.connect()
        await self.cursor.execute(query)
        rows = await self.cursor.fetchall()
        await self.close()
        return rows

    async def twice(self, query):
        await self.connect()
        await self.close()
        await self.connect()
        await self.cursor.execute(query)
        rows = await self.cursor.fetchall()
        await self.close()
        return rows
