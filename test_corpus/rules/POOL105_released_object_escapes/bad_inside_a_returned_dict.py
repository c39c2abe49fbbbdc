"""The result carries the released cursor page inside a dict."""


def snapshot(page_pool, url):
    page = page_pool.borrow()  # step: acquired
    page.goto(url)
    result = {"url": url, "page": page}
    page_pool.return_page(page)  # error: [POOL105] # step: released
    return result  # step: escaped
