"""A function that arranges for the return has the object until it has done so."""
# select: ALL


def use(pool, start):
    worker = pool.acquire()  # error: [POOL302] # step: acquired
    future = start(worker)  # step: left
    future.add_done_callback(lambda _: pool.release(worker))
    return future
