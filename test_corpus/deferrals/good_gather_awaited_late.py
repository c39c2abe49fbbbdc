"""The `gather` is awaited before the release."""
import asyncio


async def both(pool, head, tail):
    conn = await pool.acquire()
    pair = asyncio.gather(head(conn), tail(conn))
    result = await pair
    await pool.release(conn)
    return result
