"""The page was entered on the stack and is used behind the stack's block."""
from contextlib import AsyncExitStack


async def title(pool, url):
    async with AsyncExitStack() as stack:
        page = await stack.enter_async_context(pool.acquire())  # step: acquired, released
        await page.goto(url)
        return await page.title()  # error: [POOL101] # step: used
