"""The coroutine of the release is awaited."""


class PagePool:
    def __init__(self, pages):
        self.free = list(pages)

    async def acquire(self):
        return self.free.pop()

    async def release(self, page):
        await page.reset()
        self.free.append(page)


async def title(pool: PagePool, url):
    page = await pool.acquire()
    text = await page.title(url)
    await pool.release(page)
    return text
