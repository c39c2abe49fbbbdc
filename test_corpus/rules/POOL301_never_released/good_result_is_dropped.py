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
