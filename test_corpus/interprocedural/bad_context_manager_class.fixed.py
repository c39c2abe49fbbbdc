"""Leaving the lease's block releases the page, and the next line reads its title."""


class Lease:
    def __init__(self, pool):
        self.pool = pool
        self.page = None

    def __enter__(self):
        self.page = self.pool.acquire()
        return self.page

    def __exit__(self, *exc):
        self.pool.release(self.page)


def title(pool, url):
    with Lease(pool) as page:  # step: acquired, released
        page.goto(url)
        return page.title()  # error: [POOL101] # step: used
