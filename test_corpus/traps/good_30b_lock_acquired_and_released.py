"""A lock is used again after its release; that is what it is for."""


def twice(lock, counter):
    lock.acquire()
    counter.add(1)
    lock.release()
    with lock:
        counter.add(1)
