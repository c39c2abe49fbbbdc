"""The release is registered first, so the stack runs it last."""
from contextlib import ExitStack


def visit(pool, url):
    with ExitStack() as stack:
        page = pool.acquire()
        stack.callback(pool.release, page)
        stack.callback(page.screenshot, "last.png")
        page.goto(url)
