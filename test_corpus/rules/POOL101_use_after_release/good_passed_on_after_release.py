"""The helper gets the page while it is held."""


def crawl(pool, url, archive):
    page = pool.acquire()
    page.goto(url)
    archive.save(url, page)
    pool.release(page)
