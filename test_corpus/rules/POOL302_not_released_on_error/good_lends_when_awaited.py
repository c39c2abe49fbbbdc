"""What `acquire` gives here lends only when it is entered, and its exit gives back."""
# select: ALL


class Door:
    def __init__(self, pool, metrics):
        self.pool, self.metrics = pool, metrics

    async def __aenter__(self):
        lease = self.pool.acquire(timeout=5)
        host = self.metrics.host(self.pool)
        self.conn = await lease.__aenter__()
        self.lease = lease
        return self.conn, host

    async def __aexit__(self, *details):
        await self.lease.__aexit__(*details)
