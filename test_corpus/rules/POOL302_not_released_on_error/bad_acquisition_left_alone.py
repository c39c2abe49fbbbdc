"""The shield keeps the acquisition alive when the time is up, and nobody gets the connection."""
# select: ALL

import asyncio


async def fetch(pool, sql):
    taking = asyncio.create_task(pool.acquire())  # error: [POOL302]  # step: acquired
    conn = await asyncio.wait_for(asyncio.shield(taking), 5)  # step: left
    try:
        return await conn.fetch(sql)
    finally:
        await pool.release(conn)


async def take(pool):
    taking = asyncio.ensure_future(pool.acquire())  # error: [POOL302]  # step: acquired
    done, _ = await asyncio.wait({taking}, timeout=5)  # step: left
    if not done:
        raise TimeoutError
    return taking.result()
