"""The stack gives the page back at the end of the block, and the body has done so before."""
from contextlib import ExitStack


def visit(page_pool, url):
    with ExitStack() as stack:
        page = page_pool.acquire()  # step: acquired
        stack.callback(page_pool.release, page)  # error: [POOL201] # step: released
        page.goto(url)
        page_pool.release(page)  # step: released
