"""`with` items close from right to left: the connection goes before the group has waited."""
import asyncio


async def run_jobs(pool, run, jobs):
    async with pool.acquire() as conn, asyncio.TaskGroup() as group:  # step: acquired, released
        for job in jobs:
            group.create_task(run(conn, job))  # error: [POOL104] # step: deferred
