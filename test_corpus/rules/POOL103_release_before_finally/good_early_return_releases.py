"""The early return leaves the release to the `finally`."""


async def scrape(page_pool, url):
    page = await page_pool.acquire()
    try:
        if not await page.goto(url):
            return None
        return await page.content()
    finally:
        await page.close_popups()
        await page_pool.release(page)
