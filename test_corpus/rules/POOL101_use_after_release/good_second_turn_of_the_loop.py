"""Each turn of the loop takes a page of its own."""


def screenshots(page_pool, urls):
    for url in urls:
        page = page_pool.acquire()
        page.goto(url)
        page.screenshot()
        page_pool.release(page)
