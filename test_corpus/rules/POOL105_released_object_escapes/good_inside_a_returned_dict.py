"""The result carries the page's text."""


def snapshot(page_pool, url):
    page = page_pool.borrow()
    page.goto(url)
    result = {"url": url, "page": page.content()}
    page_pool.return_page(page)
    return result
