"""The block ends at once; the task it started streams through a connection that went back."""
import asyncio


async def stream(conn, out):
    async for row in conn.rows():  # step: used
        await out.put(row)


async def start(pool, out):
    async with pool.acquire() as conn:  # step: acquired, released
        task = asyncio.create_task(stream(conn, out))  # error: [POOL104] "`conn`" # step: deferred
        await asyncio.wait([task])
    return task
