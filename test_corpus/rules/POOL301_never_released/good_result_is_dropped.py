"""A pool that only counts lends no object: nothing is dropped."""
# select: ALL


class Pool:
    def __init__(self, size):
        self.size = size

    def acquire(self):
        self.size -= 1

    def release(self):
        self.size += 1


class Driver:
    def __init__(self, size, slots):
        pool = Pool(size)
        pool.acquire()
        slots.acquire()
        self.pool = pool


class Semaphore:
    """It gives nothing, and `release` takes a count."""

    def __init__(self):
        self.count = 0

    def acquire(self):
        self.count = 1

    def release(self, count):
        self.count -= count

    def __enter__(self):
        self.acquire()
        return self


class Connections:
    def open(self):
        return self

    def release(self, conn):
        self.conn = conn


def opened():
    pool = Connections()
    pool.open()
    return pool
