"""`with` items close from right to left: the connection goes before the group has waited."""
import asyncio


async def run_jobs(pool, run, jobs):
    async with asyncio.TaskGroup() as group, pool.acquire() as conn:  # step: acquired, released
        for job in jobs:
            task = group.create_task(run(conn, job))  # error: [POOL104] # step: deferred
            await asyncio.wait([task])
