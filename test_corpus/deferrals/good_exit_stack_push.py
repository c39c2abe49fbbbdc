"""The body leaves the page to the stack: flush first, then release."""
from contextlib import ExitStack


def print_page(pool, url):
    with ExitStack() as stack:
        page = pool.acquire()
        stack.callback(pool.release, page)
        stack.push(lambda *exc_info: page.flush())
        page.goto(url)
