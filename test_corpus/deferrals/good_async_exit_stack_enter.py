"""The page is used inside the stack's block."""
from contextlib import AsyncExitStack


async def title(pool, url):
    async with AsyncExitStack() as stack:
        page = await stack.enter_async_context(pool.acquire())
        await page.goto(url)
        return await page.title()
