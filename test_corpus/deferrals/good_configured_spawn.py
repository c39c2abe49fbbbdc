"""And its `drain` waits for one."""
# config: deferrals.spawn = { names = ["app.jobs.spawn"], lane = "task" }
# config: joins.drain = { names = ["app.jobs.drain"], of = "0", form = "await" }
from app.jobs import drain, spawn


async def close(pool, archive, order):
    session = await pool.acquire()
    job = spawn(archive, session, order)
    await drain(job)
    await pool.release(session)
