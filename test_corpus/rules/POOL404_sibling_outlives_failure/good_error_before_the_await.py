"""The group waits for the task however its block is left."""
# select: ALL
# python: 3.11

import asyncio

from app.jobs import stream


async def report(pool, query):
    async with pool.acquire() as conn, asyncio.TaskGroup() as group:
        group.create_task(stream(conn))
        return await conn.fetch(query)
