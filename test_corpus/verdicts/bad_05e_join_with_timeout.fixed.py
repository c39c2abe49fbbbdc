"""`join` with a timeout returns whether the thread has ended or not."""
import threading


def upload(pool, send, data):
    buf = pool.acquire()  # step: acquired
    buf[: len(data)] = data
    worker = threading.Thread(target=send, args=(buf,))
    worker.start()
    worker.join(timeout=5)
    worker.join()
    pool.release(buf)  # error: [POOL104] # step: released
