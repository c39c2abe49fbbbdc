"""The same task under another name."""
import asyncio


async def follow(pool, work, ping):
    session = await pool.acquire()
    job = asyncio.create_task(work())
    job.add_done_callback(session.note)
    await ping()
    watched = job
    watched.remove_done_callback(session.note)
    await pool.release(session)
