"""What was registered is unregistered."""
import atexit


def edit(pool, script):
    page = pool.acquire()
    atexit.register(page.flush)
    script.run(page)
    atexit.unregister(page.flush)
    pool.release(page)
