"""The helper starts a thread and returns it; nobody waits before the release."""
import threading


def launch(target):
    thread = threading.Thread(target=target)
    thread.start()
    return thread


def warm(pool):
    conn = pool.acquire()  # step: acquired
    thread = launch(conn.warm)  # step: deferred
    pool.release(conn)  # error: [POOL104] # step: released
    thread.join()
