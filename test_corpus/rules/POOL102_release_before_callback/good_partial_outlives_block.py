"""The partial is called inside the block."""
from functools import partial


def refresher(pool, url, sync_page):
    with pool.acquire() as page:
        page.goto(url)
        refresh = partial(sync_page, page)
        return refresh()
