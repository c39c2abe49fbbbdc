"""The task is awaited before the release."""
# select: POOL1
import asyncio


async def warm(pool, key):
    conn = await pool.acquire()
    statement = await conn.prepare("select $1")
    task = asyncio.create_task(statement.fetchval(key))
    try:
        return await task
    finally:
        await pool.release(conn)
