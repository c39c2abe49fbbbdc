"""A helper gets the page after it was released: whatever the helper does, it does to a free page."""


def crawl(pool, url, archive):
    page = pool.acquire()  # step: acquired
    page.goto(url)
    archive.save(url, page)  # step: used
    pool.release(page)  # error: [POOL101] # step: released
