"""`except BaseException` takes cancellations as well."""
# select: ALL


async def create_session(slots, driver):
    slot = await slots.acquire()
    try:
        session = await driver.new_session(slot)
    except BaseException:
        slots.release(slot)
        raise
    return session
