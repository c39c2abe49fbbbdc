"""`join` without a timeout returns when the thread has ended."""
import threading


def upload(pool, send, data):
    buf = pool.acquire()
    buf[: len(data)] = data
    worker = threading.Thread(target=send, args=(buf,))
    worker.start()
    worker.join()
    pool.release(buf)
