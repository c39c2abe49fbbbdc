"""After the timeout nobody asks whether the thread is still alive."""
import threading


def upload(pool, send):
    buf = pool.acquire()  # step: acquired
    worker = threading.Thread(target=send, args=(buf,))
    worker.start()
    worker.join(timeout=2)
    worker.join()
    pool.release(buf)  # error: [POOL104] # step: released
