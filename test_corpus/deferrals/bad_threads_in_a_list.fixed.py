"""The threads are joined after the buffer they share went back."""
import threading


def split_work(pool, work, count):
    buf = pool.acquire()  # step: acquired
    threads = [threading.Thread(target=work, args=(buf, n)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pool.release(buf)  # error: [POOL104] # step: released
