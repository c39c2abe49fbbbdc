"""The future is returned to the caller, who awaits it after this function's release."""
import asyncio


async def begin(pool, copy, path):
    conn = await pool.acquire()  # step: acquired
    try:
        return asyncio.ensure_future(copy(conn, path))
    finally:
        await pool.release(conn)  # error: [POOL104] # step: released
