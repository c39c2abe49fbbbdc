"""The pushed exit function flushes a page that the body has released."""
from contextlib import ExitStack


def print_page(pool, url):
    with ExitStack() as stack:
        page = pool.acquire()  # step: acquired
        stack.callback(pool.release, page)
        stack.push(lambda *exc_info: page.flush())
        page.goto(url)
