"""When the time is up, the task goes on, and what it takes out reaches nobody."""
# select: POOL302
import asyncio


async def read(pool, key, limit):
    pending = asyncio.ensure_future(pool.acquire())  # error: [POOL302]  # step: acquired
    await asyncio.wait([pending], timeout=limit)  # step: left
    if not pending.done():
        raise TimeoutError("no connection in time")
    conn = pending.result()
    try:
        return await conn.get(key)
    finally:
        await pool.release(conn)
