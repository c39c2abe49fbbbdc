"""The pool's `release` is an `async def` of this module, and the call only makes a coroutine."""


class PagePool:
    def __init__(self, pages):
        self.free = list(pages)

    async def acquire(self):
        return self.free.pop()

    async def release(self, page):
        await page.reset()
        self.free.append(page)


async def title(pool: PagePool, url):
    page = await pool.acquire()  # step: acquired
    text = await page.title(url)
    await pool.release(page)  # error: [POOL202] # step: released
    return text
