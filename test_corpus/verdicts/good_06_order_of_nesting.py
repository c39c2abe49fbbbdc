"""The group is the inner item, so it waits before the connection goes."""
import asyncio


async def run_jobs(pool, run, jobs):
    async with pool.acquire() as conn, asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(run(conn, job))
