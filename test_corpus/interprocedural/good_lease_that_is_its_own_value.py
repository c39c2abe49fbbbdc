"""What is used after the block is the lease, which keeps no page; and a class that gives nothing back lends nothing."""


class Lease:
    def __init__(self, pool):
        self.pool = pool
        self.page = None

    async def __aenter__(self):
        self.page = await self.pool.acquire()
        return self

    async def __aexit__(self, *exc):
        await self.pool.release(self.page)
        self.page = None


class Visit:
    def __init__(self, pool):
        self.pool = pool
        self.page = None

    async def __aenter__(self):
        self.page = await self.pool.acquire()
        return self.page

    async def __aexit__(self, *exc):
        self.pool.count_visit()


async def title(pool, url):
    async with Lease(pool) as lease:
        await lease.page.goto(url)
    async with Visit(pool) as page:
        await page.goto(url)
    return page.title(), lease.pool
