"""The copy reads a part of the staging memory when the device gets to it; the next batch writes there by then."""
# select: POOL104
# runtime: skip what a view shares with its object is not recorded


def upload(staging_pool, target, starts):
    staging = staging_pool.acquire()  # step: acquired
    try:
        staging.numbers[: len(starts)] = starts
        target.copy_(staging.tensor[: len(starts)], non_blocking=True)  # step: deferred
    finally:
        staging_pool.release(staging)  # error: [POOL104]  # step: released
