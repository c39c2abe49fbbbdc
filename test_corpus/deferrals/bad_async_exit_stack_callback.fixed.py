"""The stack closes the pop-ups of a page that the body has released."""
from contextlib import AsyncExitStack


async def visit(pool, url):
    async with AsyncExitStack() as stack:
        page = await pool.acquire()  # step: acquired
        stack.push_async_callback(pool.release, page)
        stack.push_async_callback(page.close_popups)
        await page.goto(url)
