"""The task group is the inner block."""
import anyio


async def fan_out(pool, run, jobs):
    async with pool.acquire() as conn:
        async with anyio.create_task_group() as group:
            for job in jobs:
                group.start_soon(run, conn, job)
