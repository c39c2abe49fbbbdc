"""The helper does more than release: a block in place of the two calls would leave the label on it."""
# select: POOL302

import asyncpg


async def give_back(pool, conn):
    conn.label = None
    await pool.release(conn)


async def load(pool: asyncpg.Pool, key):
    conn = await pool.acquire()  # error: [POOL302]  # step: acquired
    try:
        found = await conn.fetch(key)  # step: left
    finally:
        await give_back(pool, conn)  # step: released
    return found
