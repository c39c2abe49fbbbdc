"""The early return releases, and the `finally` closes the pop-ups of a page that is gone."""


async def scrape(page_pool, url):
    page = await page_pool.acquire()  # step: acquired
    try:
        if not await page.goto(url):
            return None
        return await page.content()
    finally:
        try:
            await page.close_popups()  # step: used
        finally:
            await page_pool.release(page)  # error: [POOL103] # step: released
