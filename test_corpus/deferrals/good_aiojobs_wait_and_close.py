"""The scheduler has waited for its jobs."""
import aiojobs


async def drain(pool, write, rows):
    session = await pool.acquire()
    scheduler = aiojobs.Scheduler()
    for row in rows:
        await scheduler.spawn(write(session, row))
    await scheduler.wait_and_close()
    await pool.release(session)
