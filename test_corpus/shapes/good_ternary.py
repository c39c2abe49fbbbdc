"""Both arms leave the page held."""


def finish(page_pool, url, keep):
    page = page_pool.acquire()
    page.goto(url)
    status = "kept" if keep else page.park()
    page.screenshot(status)
    page_pool.release(page)
