"""The task is stopped, or gives back what comes late."""
# select: POOL302
import asyncio


async def read(pool, key, limit):
    pending = asyncio.ensure_future(pool.acquire())
    await asyncio.wait([pending], timeout=limit)
    if not pending.done():
        pending.cancel()
        raise TimeoutError("no connection in time")
    conn = pending.result()
    try:
        return await conn.get(key)
    finally:
        await pool.release(conn)
