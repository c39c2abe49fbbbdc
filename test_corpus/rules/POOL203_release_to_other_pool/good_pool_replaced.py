"""A local name keeps the pool that lent the connection."""
# select: ALL


class Client:
    def __init__(self, create_pool):
        self.create_pool = create_pool
        self.pool = None

    async def execute(self, sql):
        if self.pool is None:
            self.pool = await self.create_pool()
        pool = self.pool
        conn = await pool.acquire()
        try:
            return await conn.execute(sql)
        except ConnectionError:
            self.pool = await self.create_pool()
            raise
        finally:
            await pool.release(conn)
