"""A semaphore with leases takes one for its block and remembers it: nobody else has to."""
# select: ALL


class Semaphore:
    def __init__(self, scheduler):
        self.scheduler = scheduler
        self.leases = []

    def acquire(self):
        lease = self.scheduler.new_lease()
        self.leases.append(lease)
        return lease

    def release(self, lease):
        self.leases.remove(lease)

    def __enter__(self):
        self.acquire()
        return self

    def __exit__(self, *error):
        self.release(self.leases[-1])
