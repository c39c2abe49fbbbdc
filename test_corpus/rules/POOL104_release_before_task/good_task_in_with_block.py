"""The task is awaited inside the block."""
import asyncio


async def stream(conn, out):
    async for row in conn.rows():
        await out.put(row)


async def start(pool, out):
    async with pool.acquire() as conn:
        task = asyncio.create_task(stream(conn, out))
        await task
    return task
