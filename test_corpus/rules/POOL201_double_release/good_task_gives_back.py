"""The task gives the connection back where it comes to its end, and who waits for it where it fails."""

import asyncio


class Reader:
    def __init__(self, pool):
        self.pool = pool

    async def read(self, sql):
        conn = await self.pool.acquire()
        task = asyncio.create_task(self.fetch(conn, sql))
        try:
            return await task
        except ValueError:
            self.pool.release(conn)
            raise

    async def fetch(self, conn, sql):
        rows = await conn.fetch(sql)
        self.pool.release(conn)
        return rows
