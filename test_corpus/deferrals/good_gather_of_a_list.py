"""The tasks of the list are gathered inside the block."""
import asyncio


async def crawl(pool, visit, urls):
    async with pool.acquire() as client:
        tasks = [asyncio.create_task(visit(client, url)) for url in urls]
        return await asyncio.gather(*tasks)
