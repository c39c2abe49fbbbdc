"""Nothing is awaited in the block, so that no cancellation can reach it."""
# select: ALL


async def create_session(slots, driver):
    slot = await slots.acquire()
    try:
        session = driver.new_session(slot)
    except Exception:
        slots.release(slot)
        raise
    return session
