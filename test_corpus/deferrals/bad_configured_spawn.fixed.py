"""The project's own `spawn` starts a task, says the configuration."""
# config: deferrals.spawn = { names = ["app.jobs.spawn"], lane = "task" }
# config: joins.drain = { names = ["app.jobs.drain"], of = "0", form = "await" }
from app.jobs import drain, spawn


async def close(pool, archive, order):
    session = await pool.acquire()  # step: acquired
    job = spawn(archive, session, order)  # step: deferred
    try:
        await drain(job)
    finally:
        await pool.release(session)  # error: [POOL104] # step: released
