"""The query fails between the start of the task and the wait for it."""
# select: ALL

import asyncio

from app.jobs import stream


async def report(pool, query):
    async with pool.acquire() as conn:  # step: acquired, released
        task = asyncio.create_task(stream(conn))  # error: [POOL404]  # step: deferred
        rows = await conn.fetch(query)
        await task
        return rows
