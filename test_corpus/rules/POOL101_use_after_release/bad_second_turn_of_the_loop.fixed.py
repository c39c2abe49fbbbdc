"""One page for all urls, given back at the end of the first turn: the second turn drives a free page."""


def screenshots(page_pool, urls):
    page = page_pool.acquire()  # step: acquired
    try:
        for url in urls:
            page.goto(url)  # step: used
            page.screenshot()
    finally:
        page_pool.release(page)  # error: [POOL101] "`page`" # step: released
