"""The job is waited for."""
import aiojobs


async def save(pool, scheduler: aiojobs.Scheduler, write):
    session = await pool.acquire()
    job = await scheduler.spawn(write(session))
    await job.wait()
    await pool.release(session)
