"""A list looks the titles up inside the block."""


def titles(page_pool, urls):
    with page_pool.acquire() as page:
        found = [page.title(url) for url in urls]
        return found
