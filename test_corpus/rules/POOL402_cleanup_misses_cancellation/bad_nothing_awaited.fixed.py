"""The same with an `await` in the block."""
# select: ALL


async def create_session(slots, driver):
    slot = await slots.acquire()  # error: [POOL402] # step: acquired
    try:
        session = driver.new_session(slot)
        await session.ready()  # step: left
    except BaseException:
        slots.release(slot)  # step: released
        raise
    return session
