"""The task gives the connection back where it fails, and so does who waits for it."""

import asyncio


class Reader:
    def __init__(self, pool):
        self.pool = pool

    async def read(self, sql):
        conn = await self.pool.acquire()  # step: acquired
        task = asyncio.create_task(self.fetch(conn, sql))  # step: released
        try:
            return await task
        except ValueError:
            raise

    async def fetch(self, conn, sql):
        try:
            return await conn.fetch(sql)
        finally:
            self.pool.release(conn)
