"""Awaiting `spawn` waits for the start of the job, not for its end."""
import aiojobs


async def save(pool, scheduler: aiojobs.Scheduler, write):
    session = await pool.acquire()  # step: acquired
    job = await scheduler.spawn(write(session))  # step: deferred
    try:
        await job.wait()
    finally:
        await pool.release(session)  # error: [POOL104] # step: released
