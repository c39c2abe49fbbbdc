"""The scheduler is waited for too late."""
import aiojobs


async def drain(pool, write, rows):
    session = await pool.acquire()  # step: acquired
    scheduler = aiojobs.Scheduler()
    for row in rows:
        await scheduler.spawn(write(session, row))  # step: deferred
    try:
        await scheduler.wait_and_close()
    finally:
        await pool.release(session)  # error: [POOL104] # step: released
