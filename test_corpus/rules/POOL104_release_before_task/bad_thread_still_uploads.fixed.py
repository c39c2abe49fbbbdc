"""The thread is still reading the buffer when the next request is given the same buffer."""
from threading import Thread


def publish(buffer_pool, upload, data):
    buf = buffer_pool.acquire()  # step: acquired
    buf[: len(data)] = data
    worker = Thread(target=upload, args=(buf,))
    worker.start()
    worker.join()
    buffer_pool.release(buf)  # error: [POOL104] # step: released
