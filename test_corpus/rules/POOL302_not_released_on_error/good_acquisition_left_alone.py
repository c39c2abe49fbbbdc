"""The wait cancels the acquisition, or a callback gives the late connection back."""
# select: ALL

import asyncio


async def fetch(pool, sql):
    taking = asyncio.create_task(pool.acquire())
    conn = await asyncio.wait_for(taking, 5)
    try:
        return await conn.fetch(sql)
    finally:
        await pool.release(conn)


async def take(pool):
    taking = asyncio.ensure_future(pool.acquire())
    done, _ = await asyncio.wait({taking}, timeout=5)
    if not done:
        taking.cancel()
        raise TimeoutError
    return taking.result()
