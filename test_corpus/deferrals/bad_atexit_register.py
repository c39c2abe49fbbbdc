"""At the end of the process the report is written to a page that went back long before."""
import atexit


def open_report(page_pool, title):
    page = page_pool.acquire()  # step: acquired
    page.write(title)
    atexit.register(page.write, "end")  # step: deferred
    page_pool.release(page)  # error: [POOL102] # step: released
