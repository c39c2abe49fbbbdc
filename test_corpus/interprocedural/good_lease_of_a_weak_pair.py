"""The digest is taken before the lease is closed."""


class Lease:
    def __init__(self, pool):
        self.pool = pool
        self.item = pool.get()

    def close(self):
        self.pool.put(self.item)


def digest(buffer_pool, source):
    lease = Lease(buffer_pool)
    source.read(lease.item)
    found = lease.item.hexdigest()
    lease.close()
    return found
