"""With `return_exceptions=True` the call waits for every member."""
import asyncio


async def load(pool, fetch, check_clock):
    conn = await pool.acquire()
    try:
        return await asyncio.gather(fetch(conn), check_clock(), return_exceptions=True)
    except ConnectionError:
        return []
    finally:
        await pool.release(conn)
