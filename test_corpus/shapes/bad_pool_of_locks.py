"""The last word of a name says what it is: a pool of permits lends permits."""


def run(permit_pool, waiting):
    permit = permit_pool.acquire()  # step: acquired
    future = waiting.popleft()
    if future.cancelled():
        permit_pool.release(permit)  # step: released
    elif future.accept(permit):
        return future
    permit_pool.release(permit)  # error: [POOL201]
