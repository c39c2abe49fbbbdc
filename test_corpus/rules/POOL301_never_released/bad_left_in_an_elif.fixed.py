"""One arm of three returns without giving the page back."""
# select: ALL


def first(page_pool, log, kind):
    page = page_pool.acquire()  # error: [POOL301] # step: acquired
    if kind == "plain":
        text = page.text()
    elif kind == "bold":
        log.info(page.number)
        page_pool.release(page)
        return None  # step: left
    else:
        text = ""
    page_pool.release(page)  # step: released
    return text
