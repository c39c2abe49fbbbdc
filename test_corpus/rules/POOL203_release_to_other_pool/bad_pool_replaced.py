"""The handler puts a new pool in place, and the old pool's connection goes to that."""
# select: ALL


class Client:
    def __init__(self, create_pool):
        self.create_pool = create_pool
        self.pool = None

    async def execute(self, sql):
        if self.pool is None:
            self.pool = await self.create_pool()
        conn = await self.pool.acquire()  # step: acquired
        try:
            return await conn.execute(sql)
        except ConnectionError:
            self.pool = await self.create_pool()
            raise
        finally:
            await self.pool.release(conn)  # error: [POOL203] "`conn`" # step: released
