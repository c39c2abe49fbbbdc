"""The early return leaves the block without the await: the task is still streaming."""
import asyncio


async def stream(conn):
    async for _ in conn.rows():
        pass


async def report(pool, query):
    async with pool.acquire() as conn:
        task = asyncio.create_task(stream(conn))  # error: [POOL104]
        rows = await conn.fetch(query)
        if not rows:
            return None
        await task
    return rows
