"""Unregistered is the page's `close`; its `flush` still runs at the end of the process."""
import atexit


def edit(pool, script):
    page = pool.acquire()  # step: acquired
    atexit.register(page.flush)  # step: deferred
    script.run(page)
    atexit.unregister(page.close)
    pool.release(page)  # error: [POOL102] # step: released
