"""A pool of permits gets each of them back once; the lock of a pool is a lock."""


def run(permit_pool, waiting):
    permit = permit_pool.acquire()
    future = waiting.popleft()
    if future.cancelled():
        permit_pool.release(permit)
        return None
    if future.accept(permit):
        return future
    permit_pool.release(permit)
    return None


def count(pool_lock, pool):
    pool_lock.acquire()
    free = len(pool)
    pool_lock.release()
    pool_lock.release()
    return free
