"""The method gives back what it has put into its attribute where the database fails, and not when cancelled."""
# select: ALL


class Transaction:
    def __init__(self, pool):
        self.pool = pool
        self.conn = None

    async def begin(self):
        self.conn = await self.pool.acquire()  # error: [POOL402] "`self.conn`" # step: acquired
        try:
            await self.conn.execute("start transaction")  # step: left
        except OSError:  # step: left
            await self.pool.release(self.conn)  # step: released
            self.conn = None
            raise

    async def commit(self):
        await self.conn.execute("commit")
        await self.pool.release(self.conn)


async def main(pool):
    transaction = Transaction(pool)
    await transaction.begin()
    await transaction.commit()
