"""It is awaited."""
import asyncio

page_pool = asyncio.Queue()


async def shoot(url):
    page = await page_pool.get()
    await page.goto(url)
    await page_pool.put(page)
