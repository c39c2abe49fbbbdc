"""The future is awaited instead."""
async def follow(pool, loop, future):
    session = pool.acquire()
    session.note(await future)
    pool.release(session)
