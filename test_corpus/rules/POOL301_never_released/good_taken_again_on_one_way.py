"""The second connection goes back on the way that has taken it."""
# select: ALL

import asyncio

import asyncpg


async def refresh(pool: asyncpg.Pool, limit):
    conn = await pool.acquire()
    if limit > 100:
        await pool.release(conn)
        conn = await pool.acquire()
        await pool.release(conn)
    if not limit > 100:
        asyncio.create_task(pool.release(conn))
    return True
