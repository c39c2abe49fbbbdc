"""When the clock fails, `gather` raises at once and the handler returns while the query runs."""
import asyncio


async def load(pool, fetch, check_clock):
    conn = await pool.acquire()  # step: acquired
    try:
        return await asyncio.gather(fetch(conn), check_clock())  # step: deferred
    except ConnectionError:
        return []
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
