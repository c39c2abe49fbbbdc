"""`wait_for` cancels the task on a timeout and waits for its end."""
import asyncio


async def serve(pool, handler, limit):
    with pool.lease() as ctx:
        task = asyncio.ensure_future(handler(ctx))
        try:
            return await asyncio.wait_for(task, limit)
        except asyncio.TimeoutError:
            return 503
