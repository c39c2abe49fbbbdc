"""The method makes the context manager whose entry takes the connection, and whose exit gives it back."""


class Lease:
    def __init__(self, pool):
        self.pool = pool

    async def __aenter__(self):
        self.conn = await self.pool.acquire()
        return self.conn

    async def __aexit__(self, *error):
        await self.pool.release(self.conn)  # step: released


class Engine:
    def __init__(self, pool):
        self.pool = pool

    def lease(self):
        return Lease(self.pool)

    async def first(self, sql):
        async with self.lease() as conn:  # step: acquired, released
            row = await conn.fetchrow(sql)
            return row or await conn.fetchrow("select null")  # error: [POOL101] # step: used
