"""The thread was only prepared, never started."""
import threading


def prepare(pool, work):
    conn = pool.acquire()
    worker = threading.Thread(target=work, args=(conn,))
    pool.release(conn)
    return worker.name
