"""The task is in the group, whose block ends after the connection has gone back."""
import asyncio


async def read(pool, work):
    async with asyncio.TaskGroup() as group:
        async with pool.acquire() as conn:  # step: acquired, released
            task = group.create_task(work(conn))  # error: [POOL104] # step: deferred
            try:
                await conn.ping()
            finally:
                await asyncio.wait([task])
    return task.result()
