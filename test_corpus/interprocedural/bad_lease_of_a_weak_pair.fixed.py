"""The lease takes with `get` from what is called a pool, and gives back with `put`."""


class Lease:
    def __init__(self, pool):
        self.pool = pool
        self.item = pool.get()

    def close(self):
        self.pool.put(self.item)  # step: released


def digest(buffer_pool, source):
    lease = Lease(buffer_pool)  # step: acquired
    source.read(lease.item)
    try:
        return lease.item.hexdigest()  # step: used
    finally:
        lease.close()  # error: [POOL101]  # step: released
