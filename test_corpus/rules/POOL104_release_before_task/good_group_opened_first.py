"""The group is opened inside the connection's block and waits there."""
import asyncio


async def run_all(pool, run, jobs):
    async with pool.acquire() as conn, asyncio.TaskGroup() as group:
        for job in jobs:
            group.create_task(run(conn, job))
