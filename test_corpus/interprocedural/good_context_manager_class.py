"""The title is read inside of the lease's block."""


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
    with Lease(pool) as page:
        page.goto(url)
        found = page.title()
    return found
