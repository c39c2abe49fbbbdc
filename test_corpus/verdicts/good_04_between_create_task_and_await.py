"""Only an error could leave between `create_task` and `await`; by default that is not reported."""
import asyncio


async def stream(conn):
    async for _ in conn.rows():
        pass


async def report(pool, query):
    async with pool.acquire() as conn:
        task = asyncio.create_task(stream(conn))
        rows = await conn.fetch(query)
        await task
    return rows
