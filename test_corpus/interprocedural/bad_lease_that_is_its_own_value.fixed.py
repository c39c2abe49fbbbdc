"""The lease lends its attribute; after the block the page is another's."""


class Lease:
    def __init__(self, pool):
        self.pool = pool
        self.page = None

    async def __aenter__(self):
        self.page = await self.pool.acquire()
        return self

    async def __aexit__(self, *exc):
        await self.pool.release(self.page)  # step: released


async def title(pool, url):
    async with Lease(pool) as lease:  # step: acquired, released
        await lease.page.goto(url)
        return lease.page.title()  # error: [POOL101] # step: used
