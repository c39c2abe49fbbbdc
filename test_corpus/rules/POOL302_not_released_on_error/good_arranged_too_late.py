"""Where starting fails, nobody else will give it back; so this function does."""
# select: POOL302


def use(pool, start):
    worker = pool.acquire()
    try:
        future = start(worker)
    except BaseException:
        pool.release(worker)
        raise
    future.add_done_callback(lambda _: pool.release(worker))
    return future
