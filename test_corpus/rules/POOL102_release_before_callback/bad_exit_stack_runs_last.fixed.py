"""The stack takes its last screenshot when the block ends; by then the page was released in the block."""
from contextlib import ExitStack


def visit(pool, url):
    with ExitStack() as stack:
        page = pool.acquire()  # step: acquired
        stack.callback(pool.release, page)
        stack.callback(page.screenshot, "last.png")  # step: deferred
        page.goto(url)
