"""The early return leaves the block without the await: the task is still streaming."""
import asyncio


async def stream(conn):
    async for _ in conn.rows():  # step: used
        pass


async def report(pool, query):
    async with pool.acquire() as conn:  # step: acquired, released
        task = asyncio.create_task(stream(conn))  # error: [POOL104] # step: deferred
        try:
            rows = await conn.fetch(query)
            if not rows:
                return None
            await task
        finally:
            await asyncio.wait([task])
    return rows
