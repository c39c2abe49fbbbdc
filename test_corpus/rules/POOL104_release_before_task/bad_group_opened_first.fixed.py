"""The group was opened before the connection, so it waits after the connection has gone."""
import asyncio


async def run_all(pool, run, jobs):
    async with pool.acquire() as conn, asyncio.TaskGroup() as group:  # step: acquired, released
        for job in jobs:
            group.create_task(run(conn, job))  # error: [POOL104] # step: deferred
