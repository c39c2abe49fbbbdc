"""The group was opened before the connection, so it waits after the connection has gone."""
import asyncio


async def run_all(pool, run, jobs):
    async with asyncio.TaskGroup() as group, pool.acquire() as conn:  # step: acquired, released
        for job in jobs:
            task = group.create_task(run(conn, job))  # error: [POOL104] # step: deferred
            await asyncio.wait([task])
