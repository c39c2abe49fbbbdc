"""All threads are joined, then the buffer goes back."""
import threading


def split_work(pool, work, count):
    buf = pool.acquire()
    threads = [threading.Thread(target=work, args=(buf, n)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.release(buf)
