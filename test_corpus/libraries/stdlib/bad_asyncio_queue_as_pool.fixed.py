"""A `put` that is not awaited loses the object."""
import asyncio

page_pool = asyncio.Queue()


async def shoot(url):
    page = await page_pool.get()  # step: acquired
    await page.goto(url)
    await page_pool.put(page)  # error: [POOL202] # step: released
