"""The callback is removed from one task and stays at the other."""
import asyncio


async def follow(pool, work, check, ping):
    session = await pool.acquire()  # step: acquired
    job = asyncio.create_task(work())
    other = asyncio.create_task(check())
    job.add_done_callback(session.note)  # step: deferred
    await ping()
    other.remove_done_callback(session.note)
    await asyncio.wait([job])
    await pool.release(session)  # error: [POOL102] # step: released
