"""A partial holds the page by value and leaves the block with it."""
from functools import partial


def refresher(pool, url, sync_page):
    with pool.acquire() as page:  # step: acquired, released
        page.goto(url)
        refresh = partial(sync_page, page)  # step: deferred
        return refresh  # error: [POOL102]
