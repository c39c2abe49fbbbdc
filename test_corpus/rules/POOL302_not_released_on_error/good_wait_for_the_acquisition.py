"""Everything behind the acquisition stands in the `try`."""
# select: POOL302

import asyncio


async def fetch(pool, sql, limit):
    conn = await asyncio.wait_for(pool.acquire(), limit)
    try:
        await conn.execute("set statement_timeout = 1000")
        return await conn.fetch(sql)
    finally:
        await pool.release(conn)
