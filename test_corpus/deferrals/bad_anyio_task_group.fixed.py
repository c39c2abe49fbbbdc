"""The connection is the inner block: it ends before the task group has waited."""
import anyio


async def fan_out(pool, run, jobs):
    async with pool.acquire() as conn:  # step: acquired, released
        async with anyio.create_task_group() as group:
            for job in jobs:
                group.start_soon(run, conn, job)  # error: [POOL104] # step: deferred
