"""What runs at the end of the process is the release itself."""
import atexit


def open_report(page_pool, title):
    page = page_pool.acquire()
    page.write(title)
    atexit.register(page_pool.release, page)
