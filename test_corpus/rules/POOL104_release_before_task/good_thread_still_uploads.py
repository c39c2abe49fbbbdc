"""The thread is joined before the buffer goes back."""
from threading import Thread


def publish(buffer_pool, upload, data):
    buf = buffer_pool.acquire()
    buf[: len(data)] = data
    worker = Thread(target=upload, args=(buf,))
    worker.start()
    worker.join()
    buffer_pool.release(buf)
