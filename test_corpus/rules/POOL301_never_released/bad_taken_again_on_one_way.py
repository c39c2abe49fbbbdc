"""One way gives the connection back and takes another one, which nobody gives back. The other way has a task
give its own back: a release above the `return` would do that twice.
"""
# select: ALL

import asyncio

import asyncpg


async def refresh(pool: asyncpg.Pool, limit):
    conn = await pool.acquire()
    if limit > 100:
        await pool.release(conn)
        conn = await pool.acquire()  # error: [POOL301] # step: acquired
    if not limit > 100:
        asyncio.create_task(pool.release(conn))
    return True  # step: left
