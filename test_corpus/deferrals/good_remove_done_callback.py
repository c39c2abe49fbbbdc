"""The callback is removed before the release."""
import asyncio


async def follow(pool, work, ping):
    session = await pool.acquire()
    job = asyncio.create_task(work())
    job.add_done_callback(session.note)
    await ping()
    job.remove_done_callback(session.note)
    await pool.release(session)
