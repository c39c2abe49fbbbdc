"""The same where the release is waited for: the call and its `await` are one."""
# select: ALL


class Worker:
    def __init__(self, pool, keeps):
        self.pool = pool
        self.keeps = keeps

    async def run(self, job):
        conn = await self.pool.acquire()
        try:
            await conn.execute(job)
        finally:
            if not self.keeps:
                await self.pool.release(conn)
