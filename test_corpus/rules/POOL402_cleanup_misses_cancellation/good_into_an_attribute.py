"""One handler takes a cancellation as well; the other method leaves its connection to the object around it."""
# select: ALL


class Transaction:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    async def begin(self):
        self.conn = await self.pool.acquire()
        try:
            await self.conn.execute("start transaction")
        except BaseException:
            await self.pool.release(self.conn)
            self.conn = None
            raise

    async def begin_later(self):
        self.conn = await self.pool.acquire()
        await self.conn.execute("select 1")

    async def commit(self):
        await self.conn.execute("commit")
        await self.pool.release(self.conn)


async def main(pool):
    transaction = Transaction(pool)
    await transaction.begin()
    await transaction.commit()
    await transaction.begin_later()
    await transaction.commit()
