"""The tasks of the list are gathered after the block that lent them their client."""
import asyncio


async def crawl(pool, visit, urls):
    async with pool.acquire() as client:  # step: acquired, released
        tasks = [asyncio.create_task(visit(client, url)) for url in urls]  # error: [POOL104] # step: deferred
        return await asyncio.gather(*tasks)
