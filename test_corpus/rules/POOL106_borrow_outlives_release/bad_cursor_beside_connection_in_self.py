"""One method opens a connection and a cursor, another gives the connection back: the cursor is dead then."""
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
        await self.pool.release(self.conn)  # step: released

    async def rows(self, query):
        await self.connect()  # step: acquired
        await self.cursor.execute(query)
        first = await self.cursor.fetchone()
        await self.close()  # error: [POOL106]  # step: released
        rest = await self.cursor.fetchall()  # step: used
        return [first, *rest]
