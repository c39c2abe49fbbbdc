"""The shield keeps the task alive when the wait times out, and the handler returns without it."""
import asyncio


async def serve(pool, handler, limit):
    lease = await pool.acquire()  # step: acquired
    task = asyncio.ensure_future(handler(lease))
    try:
        return await asyncio.wait_for(asyncio.shield(task), limit)
    except asyncio.TimeoutError:
        return 503
    finally:
        await asyncio.wait([task])
        await pool.release(lease)  # error: [POOL104] # step: released
