"""The task is awaited first."""
import asyncio


async def warm(pool, keys):
    conn = await pool.acquire()
    task = asyncio.create_task(conn.prefetch(keys))
    rows = await conn.fetch(keys[0])
    await task
    await pool.release(conn)
    return rows
