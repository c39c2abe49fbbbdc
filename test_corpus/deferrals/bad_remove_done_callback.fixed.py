"""The callback is removed from one task and stays at the other."""
import asyncio


async def follow(pool, work, ping):
    session = await pool.acquire()  # step: acquired
    job = asyncio.create_task(work())
    job.add_done_callback(session.note)  # step: deferred
    await ping()
    try:
        job.remove_done_callback(session.note)
    finally:
        await pool.release(session)  # error: [POOL102] # step: released
