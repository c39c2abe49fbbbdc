"""The stack alone gives the page back."""
from contextlib import ExitStack


def visit(page_pool, url):
    with ExitStack() as stack:
        page = page_pool.acquire()
        stack.callback(page_pool.release, page)
        page.goto(url)
