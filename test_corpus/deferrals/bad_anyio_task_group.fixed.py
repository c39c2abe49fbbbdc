"""The connection is the inner block: it ends before the task group has waited."""
import anyio


async def fan_out(pool, run, jobs):
    async with pool.acquire() as conn:
        async with anyio.create_task_group() as group:  # step: acquired, released
            for job in jobs:
                group.start_soon(run, conn, job)  # error: [POOL104] # step: deferred
