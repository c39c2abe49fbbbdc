"""A cancelled handshake goes past `except Exception`: the slot stays taken."""
# select: ALL


async def create_session(slots, driver):
    slot = await slots.acquire()  # error: [POOL402] "`slot`" # step: acquired
    try:
        session = await driver.new_session(slot)  # step: left
    except BaseException:
        slots.release(slot)  # step: released
        raise
    return session
