"""The `finally` gives it back on one of two ways, from outside the block that took it out: an error asks the name."""
# select: POOL302

import asyncio

import asyncpg


async def fetch(pool: asyncpg.Pool, key, keep):
    conn = None
    try:
        try:
            conn = await pool.acquire()  # error: [POOL302]  # step: acquired
            return await conn.fetch(key)  # step: left
        finally:
            if conn is not None:
                if not keep:
                    asyncio.create_task(pool.release(conn))
                    conn = None
    except BaseException:
        if conn is not None:
            await pool.release(conn)
        raise
