"""The `finally` gives it back wherever it was taken out."""
# select: POOL302

import asyncio

import asyncpg


async def fetch(pool: asyncpg.Pool, key):
    conn = None
    try:
        conn = await pool.acquire()
        return await conn.fetch(key)
    finally:
        if conn is not None:
            asyncio.create_task(pool.release(conn))
