"""The buffer goes back only when the thread is known to have ended."""
import threading


def upload(pool, send):
    buf = pool.acquire()
    worker = threading.Thread(target=send, args=(buf,))
    worker.start()
    worker.join(timeout=2)
    if not worker.is_alive():
        pool.release(buf)
