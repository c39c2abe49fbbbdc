"""One arm of the conditional expression releases; the next line does not know which arm was taken."""


def finish(page_pool, url, keep):
    page = page_pool.acquire()  # step: acquired
    page.goto(url)
    status = "kept" if keep else page_pool.release(page)  # error: [POOL101] # step: released
    page.screenshot(status)  # step: used
