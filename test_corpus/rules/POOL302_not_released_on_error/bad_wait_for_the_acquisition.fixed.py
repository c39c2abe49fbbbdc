"""`wait_for` gives what the acquisition gives; the statement before the `try` may fail."""
# select: POOL302

import asyncio


async def fetch(pool, sql, limit):
    conn = await asyncio.wait_for(pool.acquire(), limit)  # error: [POOL302]  # step: acquired
    try:
        await conn.execute("set statement_timeout = 1000")  # step: left
        return await conn.fetch(sql)
    finally:
        await pool.release(conn)  # step: released
