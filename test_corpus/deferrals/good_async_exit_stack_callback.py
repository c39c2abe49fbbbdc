"""The release is an entry of the stack, registered before the one that needs the page."""
from contextlib import AsyncExitStack


async def visit(pool, url):
    async with AsyncExitStack() as stack:
        page = await pool.acquire()
        stack.push_async_callback(pool.release, page)
        stack.push_async_callback(page.close_popups)
        await page.goto(url)
