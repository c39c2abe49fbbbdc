"""A constructor takes a connection only to see that the server is there; nobody can give it back."""
# select: ALL


class Pool:
    def __init__(self, make):
        self.make = make
        self.free = []

    def acquire(self):
        return self.free.pop() if self.free else self.make()

    def release(self, conn):
        self.free.append(conn)


class Driver:
    def __init__(self, make):
        pool = Pool(make)
        pool.acquire()  # error: [POOL301] # step: acquired
        self.pool = pool  # step: left
