"""Without the shield the timeout cancels the task and waits for its end."""
import asyncio


async def serve(pool, handler, limit):
    lease = await pool.acquire()
    task = asyncio.ensure_future(handler(lease))
    try:
        return await asyncio.wait_for(task, limit)
    except asyncio.TimeoutError:
        return 503
    finally:
        await pool.release(lease)
