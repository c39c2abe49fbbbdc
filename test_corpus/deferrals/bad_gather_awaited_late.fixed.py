"""`gather` has started both members when the connection goes back; the await comes too late."""
import asyncio


async def both(pool, head, tail):
    conn = await pool.acquire()  # step: acquired
    pair = asyncio.gather(head(conn), tail(conn))
    try:
        return await pair
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
