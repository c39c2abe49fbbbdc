"""The thread is started right after the release."""
import threading


def prepare(pool, work):
    conn = pool.acquire()  # step: acquired
    worker = threading.Thread(target=work, args=(conn,))
    pool.release(conn)  # error: [POOL104] # step: released
    worker.start()
