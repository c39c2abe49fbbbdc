"""The helper is called on every way out."""
# select: POOL302

import asyncpg


async def give_back(pool, conn):
    conn.label = None
    await pool.release(conn)


async def load(pool: asyncpg.Pool, key):
    conn = await pool.acquire()
    try:
        return await conn.fetch(key)
    finally:
        await give_back(pool, conn)
