"""The titles are looked up when the caller iterates, and the block has ended by then."""


def titles(page_pool, urls):
    with page_pool.acquire() as page:  # step: acquired, released
        found = (page.title(url) for url in urls)  # step: deferred, used
        return found  # error: [POOL102]
