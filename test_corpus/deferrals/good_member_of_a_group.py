"""The task is awaited inside of the connection's block."""
import asyncio


async def read(pool, work):
    async with asyncio.TaskGroup() as group:
        async with pool.acquire() as conn:
            task = group.create_task(work(conn))
            await task
    return task.result()
