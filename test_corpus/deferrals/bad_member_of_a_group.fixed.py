"""The task is in the group, whose block ends after the connection has gone back."""
import asyncio


async def read(pool, work):
    async with pool.acquire() as conn:  # step: acquired, released
        async with asyncio.TaskGroup() as group:
            task = group.create_task(work(conn))  # error: [POOL104] # step: deferred
            await conn.ping()
    return task.result()
