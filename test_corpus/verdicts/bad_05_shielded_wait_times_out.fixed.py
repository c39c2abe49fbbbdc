"""`shield` keeps the task from being cancelled, so the timeout returns while it runs."""
import asyncio


async def serve(pool, handler, limit):
    with pool.lease() as ctx:  # step: acquired, released
        task = asyncio.ensure_future(handler(ctx))  # error: [POOL104] # step: deferred
        try:
            try:
                return await asyncio.wait_for(asyncio.shield(task), limit)
            except asyncio.TimeoutError:
                return 503
        finally:
            await asyncio.wait([task])
