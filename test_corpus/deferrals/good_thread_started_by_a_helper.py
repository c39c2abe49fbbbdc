"""The thread of the one helper is waited for; the other helper waits by itself."""
import threading


def launch(target):
    thread = threading.Thread(target=target)
    thread.start()
    return thread


def run_aside(target):
    thread = threading.Thread(target=target)
    thread.start()
    thread.join()


def warm(pool):
    conn = pool.acquire()
    thread = launch(conn.warm)
    run_aside(conn.check)
    thread.join()
    pool.release(conn)
