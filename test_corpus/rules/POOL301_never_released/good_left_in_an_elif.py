"""Each arm gives the page back."""
# select: ALL


def first(page_pool, log, kind):
    page = page_pool.acquire()
    try:
        if kind == "plain":
            return page.text()
        elif kind == "bold":
            log.info(page.number)
            return None
        return ""
    finally:
        page_pool.release(page)
